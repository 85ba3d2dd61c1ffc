using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Dialogue;
using MinMo.Conversation.Listening;
using MinMo.Conversation.Machine;

namespace MinMo.Conversation.Replying;

/// <summary>
/// Produces replies: prompt into the lane, a few tokens at a time, clause by clause into the voice, chunk by chunk to
/// the gateway; each stage runs while the next one works on what it gave. What is not decided yet stays inside.
/// </summary>
internal sealed class ReplyProduction
{
    private readonly CallState _state;
    private readonly CallContext _context;
    private readonly ReplyTools _tools;
    private readonly ReplyWriting _writing;
    private readonly ReplySpeaking _speaking;
    private readonly LaneRenewal _renewal;

    public ReplyProduction(CallState state)
    {
        _state = state;
        _context = state.Context;
        _tools = new ReplyTools(state);
        _writing = new ReplyWriting(state, _tools, Advance);
        _speaking = new ReplySpeaking(state, Advance);
        _renewal = new LaneRenewal(state, GoOn);
    }

    /// <summary>Begins a reply to a turn that may not be over.</summary>
    public void Speculate(CallerTurn turn, PromptSegment heard)
    {
        var reply = New(turn, null, null, null);
        reply.Tail = [heard, PromptSegment.OpenReply()];
        _state.Reply = reply;
        Advance(reply);
    }

    /// <summary>Begins a reply to the dialogue as it stands.</summary>
    public void Begin(string? instructions, ReplySettings? wording, string? metadata)
    {
        var reply = New(null, instructions, wording, metadata);
        _state.Reply = reply;
        Confirm(reply, lastWord: null);
    }

    /// <summary>The decision to answer is made: what was held goes out.</summary>
    public void Confirm(Reply reply, CallPosition? lastWord)
    {
        reply.Confirmed = true;
        Hurry(reply);
        if (!reply.Prompted && reply.Prompting is null)
        {
            reply.Tail = reply.Resume();
        }

        _tools.Keep(reply);
        reply.Fork = reply.LastToken ?? reply.PromptEnd;
        reply.LastWord = lastWord;
        reply.Decided = _context.Now;
        _context.Emit(new ReplyStarted(_context.Now, reply.Id, reply.Item, _state.Dialogue.Last, reply.Metadata));
        if (reply.Text.Length > 0)
        {
            _context.Emit(new ReplyTextProduced(_context.Now, reply.Id, reply.Text.ToString()));
        }

        foreach (var samples in reply.Held)
        {
            _speaking.Release(reply, samples);
        }

        reply.Held.Clear();
        Advance(reply);
    }

    /// <summary>Called when the dialogue lane was replaced by a shorter one.</summary>
    public event Action? LaneReplaced;

    /// <summary>Starts whatever can go on.</summary>
    public void Advance(Reply reply)
    {
        if (!reply.Prompted)
        {
            _writing.Prompt(reply);
            return;
        }

        _speaking.Speak(reply);
        _speaking.Render(reply);
        _writing.Think(reply);
        Finish(reply);
    }

    /// <summary>The gateway says how far the caller has heard.</summary>
    public void Report(Reply reply, PlayoutReported report)
    {
        reply.Audio.ReportedAt = _context.Now;
        reply.Audio.Played = Math.Clamp(report.PlayedSamples, reply.Audio.Played, reply.Audio.Produced);
        if (_state.Suspicion is null)
        {
            _state.Sound.Place(reply.Id, reply.Audio.Played, _context.Now);
        }

        if (reply.FirstPlayed is null && reply.Audio.Played > 0)
        {
            long since = reply.Audio.Played * CallPosition.RateHz / reply.Audio.RateHz;
            reply.FirstPlayed = new CallPosition(Math.Max(0, _context.Now.Samples - since));
        }

        if (reply.AudioEnded && report.Drained)
        {
            reply.Audio.Played = reply.Audio.Produced;
            Complete(reply);
            return;
        }

        Advance(reply);
    }

    /// <summary>Throws a reply away that nobody knows of.</summary>
    public void Drop()
    {
        if (_state.Reply is not { } reply)
        {
            return;
        }

        reply.ForgetSteps(_context);
        Hush(reply);
        _state.Reply = null;
    }

    /// <summary>Cuts a reply that the caller knows of; only what was heard stays in the dialogue.</summary>
    public void Cut(Reply reply, ReplyOutcome outcome)
    {
        reply.ForgetSteps(_context);
        Hush(reply);
        if (reply.Audio.Produced > 0)
        {
            _state.Sound.Stop();
            _context.Emit(new PlayoutFlushed(_context.Now, reply.Id));
        }

        reply.Outcome = outcome;
        int heard = reply.HeardCharacters(reply.Audio.Played);
        Close(reply, outcome == ReplyOutcome.TakenBack ? 0 : heard, interrupted: true);
    }

    /// <summary>
    /// The worker is gone: the reply is prompted anew behind what it already says, and what of it has no audio yet is
    /// spoken on another one, from the begin of a word on.
    /// </summary>
    public static void Rewind(Reply reply)
    {
        (reply.Prompting, reply.Thinking, reply.Speaking, reply.Rendering) = (null, null, null, null);
        reply.Prompted = reply.TextEnded && reply.IsSaid;
        (reply.PromptEnd, reply.Fork) = (null, null);
        reply.LaneStale = true;
        reply.ForgetOpenCall();
        reply.Tail = reply.Resume();
        reply.SpeakAgain();
    }

    private Reply New(CallerTurn? cause, string? instructions, ReplySettings? wording, string? metadata)
    {
        wording ??= _context.Settings.Reply;
        var engine = _context.Engine;
        return new(_context.NextReply(), _context.NextItem(), wording, engine.VoiceRateHz)
        {
            Speech = engine.VoiceBlockTokens > 0 && wording.Spoken ? new TokenSpeech(engine.VoiceBlockTokens) : null,
            Cause = cause,
            Instructions = instructions,
            Metadata = metadata,
        };
    }

    private void Finish(Reply reply)
    {
        bool done = reply.TextEnded && reply.Unspoken.Count == 0 && reply.Speaking is null
            && reply.Audio.Unfinished is null && reply.Speech is null or { Complete: true };
        if (!done || !reply.Confirmed || reply.AudioEnded)
        {
            return;
        }

        reply.AudioEnded = true;
        _context.Emit(new ReplyAudioEnded(_context.Now, reply.Id));
        if (reply.Audio.Produced == 0)
        {
            Complete(reply);
        }
    }

    // What is under way for it was speculative: it would wait for everybody else.
    private void Hurry(Reply reply)
    {
        bool underWay = (reply.Prompting ?? reply.Thinking ?? reply.Speaking ?? reply.Rendering) is not null;
        if (underWay && _context.Place is { } place)
        {
            _context.Run(new ConfirmStep(place.Session, ReplyDeadlines.OfText(reply, _context)), null);
        }
    }

    private void GoOn()
    {
        if (_state.Reply is { } reply)
        {
            Advance(reply);
        }

        LaneReplaced?.Invoke();
    }

    private void Complete(Reply reply) => Close(reply, reply.Text.Length, interrupted: false);

    private void Close(Reply reply, int heardCharacters, bool interrupted)
    {
        string text = reply.Text.ToString();
        string heard = text[..heardCharacters].Trim();
        _state.Reply = null;
        if (heard.Length > 0)
        {
            _state.Dialogue.Add(new DialogueEntry(reply.Item, DialogueRole.Assistant, heard, interrupted));
        }

        Keep(reply, heard.Length > 0 ? heardCharacters : 0);
        _state.Spoken.Add(reply);
        _context.Emit(new ReplyEnded(
            _context.Now, reply.Id, reply.Item, reply.Outcome, text.Trim(), heard, reply.Tokens, reply.Latency));
        _context.Do(new SaveDialogue([.. _state.Dialogue.Entries]));
    }

    private void Keep(Reply reply, int characters)
    {
        if (reply.Instructions is not null || reply.LaneStale || _context.Place is null)
        {
            _state.Lane.Reset();
        }
        else if (characters > 0 && reply.LaneEnd(characters) is { } end)
        {
            _state.Lane.ReplyKept(end, _state.Dialogue.Entries.Count);
        }

        _renewal.Consider();
    }

    private void Hush(Reply reply)
    {
        if (_context.Place is { } place && (reply.Audio.Clauses.Count > 0 || reply.Speaking is not null))
        {
            _context.Run(new HushStep(place.Session), null);
        }
    }
}
