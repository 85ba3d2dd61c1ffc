using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Listening;
using MinMo.Conversation.Machine;
using MinMo.Conversation.Replying;

namespace MinMo.Conversation.Commands;

/// <summary>Carries out what the client asks for besides speaking; what cannot be done is refused by name.</summary>
internal sealed class ClientCommands(CallState state, ReplyProduction production, EndOfTurn endOfTurn)
{
    private static readonly TimeSpan ShortestCommit = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan TruncateTolerance = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan CommitSlack = TimeSpan.FromMilliseconds(500);

    private readonly CallContext _context = state.Context;
    private readonly Queue<ReplyRequested> _requests = new();
    private CallPosition _manualFrom;
    private CallPosition _listenedTo;
    private PendingCommit? _commit;

    /// <summary>Carries a command out.</summary>
    public void Carry(CallInput command)
    {
        switch (command)
        {
            case TurnCommitRequested commit:
                Commit(commit);
                break;
            case InputClearRequested:
                Clear();
                break;
            case ReplyRequested request:
                RequestReply(request);
                break;
            case ReplyCancelRequested cancel:
                Cancel(cancel);
                break;
            case MessageAdded message:
                Add(message);
                break;
            case ItemDeleteRequested delete:
                Delete(delete);
                break;
            case ItemTruncateRequested truncate:
                Truncate(truncate);
                break;
        }
    }

    /// <summary>More audio was listened to: a commit that waited for it can be recognized.</summary>
    public void Listened(CallPosition to)
    {
        _listenedTo = to;
        if (_commit is not { Recognizing: null } commit || to + TimeSpan.FromMilliseconds(80) < commit.To
            || _context.Place is not { } place)
        {
            return;
        }

        var end = to < commit.To ? to : commit.To;
        commit.Recognizing = _context.Run(
            new RecognizeStep(place.Session, CommitSlack, Speculative: false, commit.Turn.Onset, end),
            result => Recognized(commit, (RecognizeResult)result));
    }

    /// <summary>The worker is gone: what it was recognizing is asked for again.</summary>
    public void Recover()
    {
        if (_commit is { } commit)
        {
            commit.Recognizing = null;
        }
    }

    /// <summary>A reply has ended, or a place was found again: requests that waited are served.</summary>
    public void Serve()
    {
        if (_commit is null && state.Reply is null && _context.Place is not null && _requests.TryDequeue(out var request))
        {
            production.Begin(request.Instructions, request.Settings, request.Metadata);
        }
    }

    private void Commit(TurnCommitRequested request)
    {
        var from = state.Turn?.Onset ?? _manualFrom;
        var earliest = _context.Now - _context.Settings.Turns.LongestTurn;
        from = from < earliest ? earliest : from;
        if (_commit is not null || _context.Now - from < ShortestCommit)
        {
            Refuse(CommandProblem.NothingToCommit, request.CommandId,
                "There are less than 100 ms of audio to commit; append more audio first.");
            return;
        }

        if (state.Turn is { } open)
        {
            open.ForgetPause(_context);
            state.Turn = null;
        }

        DropSpeculation();
        state.Detector.Dismiss();
        var turn = new CallerTurn(request.Item ?? _context.NextItem(), from);
        _commit = new PendingCommit(turn, _context.Now);
        _manualFrom = _context.Now;

        // A client that commits may send nothing more: what was listened to already is enough then.
        Listened(_listenedTo);
    }

    private void Recognized(PendingCommit commit, RecognizeResult words)
    {
        _commit = null;
        commit.Turn.Words = words;
        endOfTurn.Enter(commit.Turn, words.Text, commit.To);
        Serve();
    }

    private void Clear()
    {
        _manualFrom = _context.Now;
        state.Turn?.ForgetPause(_context);
        state.Turn = null;
        state.Detector.Dismiss();
        DropSpeculation();
    }

    private void RequestReply(ReplyRequested request)
    {
        DropSpeculation();
        if (state.Reply is not null || _requests.Count > 0)
        {
            Refuse(CommandProblem.ReplyInProgress, request.CommandId,
                "A reply is in progress; wait until it is finished or cancel it.");
            return;
        }

        _requests.Enqueue(request);
        Serve();
    }

    private void DropSpeculation()
    {
        if (state.Reply is { Confirmed: false })
        {
            production.Drop();
        }
    }

    private void Cancel(ReplyCancelRequested request)
    {
        if (state.ConfirmedReply is not { } reply || (request.Reply is { } named && named != reply.Id))
        {
            Refuse(CommandProblem.NoReplyInProgress, request.CommandId, "There is no such reply in progress.");
            return;
        }

        production.Cut(reply, ReplyOutcome.Cancelled);
    }

    private void Add(MessageAdded message)
    {
        int index = state.Dialogue.Entries.Count;
        if (message.After is { } after)
        {
            index = after.Value == "root" ? 0 : state.Dialogue.IndexOf(after) + 1;
            if (index == 0 && after.Value != "root")
            {
                Refuse(CommandProblem.UnknownItem, message.CommandId, $"There is no item '{after.Value}'.");
                return;
            }
        }

        var entry = new DialogueEntry(message.Item, message.Role, message.Text, Interrupted: false);
        state.Dialogue.Insert(index, entry);
        Touched(index);
        _context.Emit(new DialogueChanged(_context.Now, entry, state.Dialogue.Before(index), Removed: false));
    }

    private void Delete(ItemDeleteRequested request)
    {
        int index = state.Dialogue.IndexOf(request.Item);
        if (index < 0)
        {
            Refuse(CommandProblem.UnknownItem, request.CommandId, $"There is no item '{request.Item.Value}'.");
            return;
        }

        var before = state.Dialogue.Before(index);
        var entry = state.Dialogue.RemoveAt(index);
        Touched(index);
        _context.Emit(new DialogueChanged(_context.Now, entry, before, Removed: true));
    }

    private void Touched(int index)
    {
        state.Lane.Touch(index);
        if (state.Reply is { } reply)
        {
            reply.LaneStale = true;
        }
    }

    private void Truncate(ItemTruncateRequested request)
    {
        int index = state.Dialogue.IndexOf(request.Item);
        if (state.Spoken.Find(request.Item) is not { } reply)
        {
            Refuse(CommandProblem.UnknownItem, request.CommandId, $"No reply has the item '{request.Item.Value}'.");
            return;
        }

        if (request.Heard > reply.Audio.Length + TruncateTolerance)
        {
            Refuse(CommandProblem.BeyondAudio, request.CommandId,
                $"Audio content of {reply.Audio.Length.TotalMilliseconds:F0}ms is already shorter than "
                + $"{request.Heard.TotalMilliseconds:F0}ms");
            return;
        }

        Truncate(request, reply, index);
    }

    private void Truncate(ItemTruncateRequested request, Reply reply, int index)
    {
        long played = (long)(request.Heard.TotalSeconds * reply.Audio.RateHz);
        string text = reply.Text.ToString();
        string heard = text[..reply.HeardCharacters(played)].Trim();
        if (index >= 0)
        {
            state.Dialogue.Replace(index, state.Dialogue.Entries[index] with { Text = heard, Interrupted = true });
            if (heard.Length == 0)
            {
                state.Dialogue.RemoveAt(index);
            }

            Touched(index);
        }

        _context.Emit(new ItemTruncated(_context.Now, request.Item, request.Heard, heard));
    }

    private void Refuse(CommandProblem problem, string? commandId, string explanation)
        => _context.Emit(new CommandRefused(_context.Now, problem, explanation, commandId));

    private sealed class PendingCommit(CallerTurn turn, CallPosition to)
    {
        public CallerTurn Turn { get; } = turn;

        public CallPosition To { get; } = to;

        public StepTicket? Recognizing { get; set; }
    }
}
