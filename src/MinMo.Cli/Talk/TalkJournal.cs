using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;

namespace MinMo.Cli.Talk;

/// <summary>Puts the events of a call together to turns.</summary>
internal sealed class TalkJournal
{
    private readonly List<TalkTurn> _turns = [];
    private readonly Dictionary<ItemId, CallPosition> _lastWords = [];

    /// <summary>The turns that stand, in order.</summary>
    public IReadOnlyList<TalkTurn> Turns => _turns;

    /// <summary>Whether turns are answered; if not, the floor is free when a turn has been heard.</summary>
    public bool ExpectsReplies { get; init; } = true;

    /// <summary>All that the caller was heard to say.</summary>
    public string Words => string.Join(' ', _turns.Select(turn => turn.User));

    /// <summary>Whether every turn has been answered to its end and the caller is silent.</summary>
    public bool FloorIsFree { get; private set; } = true;

    /// <summary>The state of each tick, for the picture.</summary>
    public List<DuplexObserved> Ticks { get; } = [];

    /// <summary>Why the call ended; null while it goes on.</summary>
    public string? Ended { get; private set; }

    /// <summary>Takes an event in.</summary>
    public void Take(CallOutput output)
    {
        switch (output)
        {
            case DuplexObserved tick:
                Ticks.Add(tick);
                break;
            case SpeechStarted:
                FloorIsFree = false;
                break;
            case SpeechStopped stopped:
                _lastWords[stopped.Item] = stopped.LastWord;
                FloorIsFree = stopped.Dismissed;
                break;
            case TurnCommitted turn:
                _turns.Add(new TalkTurn(turn.Item, turn.Text ?? "", _lastWords.GetValueOrDefault(turn.Item, turn.At)));
                FloorIsFree |= !ExpectsReplies;
                break;
            case TurnReopened reopened:
                _turns.RemoveAll(turn => turn.Item == reopened.Item);
                break;
            case ReplyStarted started when _turns.Find(turn => turn.Item == started.Previous) is { } turn:
                turn.Reply = started.Reply;
                break;
            case ReplyEnded ended:
                End(ended);
                break;
            case CallEnded ended:
                Ended = ended.Reason;
                break;
        }
    }

    /// <summary>The first sample of a reply was played.</summary>
    public void Played(ReplyId reply, CallPosition at)
    {
        if (_turns.Find(turn => turn.Reply == reply) is { FirstAudio: null } turn)
        {
            turn.FirstAudio = at;
        }
    }

    private void End(ReplyEnded ended)
    {
        FloorIsFree = ended.Outcome is not (ReplyOutcome.Interrupted or ReplyOutcome.TakenBack);
        if (_turns.Find(turn => turn.Reply == ended.Reply) is { } turn)
        {
            turn.Agent = ended.Heard;
            turn.Written = ended.Text;
            turn.Outcome = ended.Outcome;
        }
    }
}
