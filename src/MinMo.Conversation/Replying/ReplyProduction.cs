using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Listening;
using MinMo.Conversation.Machine;

namespace MinMo.Conversation.Replying;

/// <summary>
/// Produces replies: prompt into the lane, a few tokens at a time, clause by clause into the voice, chunk by chunk to
/// the gateway; each stage runs while the next one works on what it gave. What is not decided yet stays inside.
/// </summary>
internal sealed class ReplyProduction(CallState state)
{
    /// <summary>Tokens a think step decodes (paper section 3.2).</summary>
    private const int TokensPerStep = 5;

    /// <summary>Tokens thought for a reply that may never be needed.</summary>
    private const int SpeculativeTokens = 40;

    /// <summary>Clauses that may wait for the voice before thinking pauses.</summary>
    private const int WaitingClauses = 3;

    /// <summary>Tokens that may wait for a voice that reads them before thinking pauses: four blocks.</summary>
    private const int WaitingTokens = 20;

    /// <summary>Audio produced ahead of the caller's ear: enough for a busy moment, little to throw away.</summary>
    private static readonly TimeSpan AudioAhead = TimeSpan.FromSeconds(1.5);

    private readonly CallContext _context = state.Context;
    private readonly ReplyTools _tools = new(state.Context);

    /// <summary>Begins a reply to a turn that may not be over.</summary>
    public void Speculate(CallerTurn turn, PromptSegment heard)
    {
        var reply = New(turn, null, null, null);
        reply.Tail = [heard, PromptSegment.OpenReply()];
        state.Reply = reply;
        Advance(reply);
    }

    /// <summary>Begins a reply to the dialogue as it stands.</summary>
    public void Begin(string? instructions, ReplySettings? wording, string? metadata)
    {
        var reply = New(null, instructions, wording, metadata);
        state.Reply = reply;
        Confirm(reply, lastWord: null);
    }

    /// <summary>The decision to answer is made: what was held goes out.</summary>
    public void Confirm(Reply reply, CallPosition? lastWord)
    {
        reply.Confirmed = true;
        if (!reply.Prompted && reply.Prompting is null)
        {
            reply.Tail = reply.Resume();
        }

        _tools.Keep(reply);
        reply.Fork = reply.LastToken ?? reply.PromptEnd;
        reply.LastWord = lastWord;
        reply.Decided = _context.Now;
        _context.Emit(new ReplyStarted(_context.Now, reply.Id, reply.Item, state.Dialogue.Last, reply.Metadata));
        if (reply.Text.Length > 0)
        {
            _context.Emit(new ReplyTextProduced(_context.Now, reply.Id, reply.Text.ToString()));
        }

        foreach (var samples in reply.Held)
        {
            Release(reply, samples);
        }

        reply.Held.Clear();
        Advance(reply);
    }

    /// <summary>Starts whatever can go on.</summary>
    public void Advance(Reply reply)
    {
        if (!reply.Prompted)
        {
            Prompt(reply);
            return;
        }

        Speak(reply);
        Render(reply);
        Think(reply);
        Finish(reply);
    }

    /// <summary>The gateway says how far the caller has heard.</summary>
    public void Report(Reply reply, PlayoutReported report)
    {
        reply.Audio.Played = Math.Clamp(report.PlayedSamples, reply.Audio.Played, reply.Audio.Produced);
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
        if (state.Reply is not { } reply)
        {
            return;
        }

        reply.ForgetSteps(_context);
        Hush(reply);
        state.Reply = null;
    }

    /// <summary>Cuts a reply that the caller knows of; only what was heard stays in the dialogue.</summary>
    public void Cut(Reply reply, ReplyOutcome outcome)
    {
        reply.ForgetSteps(_context);
        Hush(reply);
        if (reply.Audio.Produced > 0)
        {
            _context.Emit(new PlayoutFlushed(_context.Now, reply.Id));
        }

        reply.Outcome = outcome;
        int heard = reply.HeardCharacters(reply.Audio.Played);
        Close(reply, outcome == ReplyOutcome.TakenBack ? 0 : heard, interrupted: true);
    }

    /// <summary>
    /// The worker is gone: the reply is prompted anew behind what it already says, and clauses whose audio is not
    /// complete are spoken again without the samples that were produced.
    /// </summary>
    public static void Rewind(Reply reply)
    {
        (reply.Prompting, reply.Thinking, reply.Speaking, reply.Rendering) = (null, null, null, null);
        reply.Prompted = reply.TextEnded && reply.Speech is null or { Complete: true };
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

    private void Prompt(Reply reply)
    {
        if (reply.Prompting is not null || _context.Place is not { } place || state.Lane.Busy)
        {
            return;
        }

        if (reply.Instructions is not null)
        {
            state.Lane.Reset();
        }

        string instructions = reply.Instructions ?? _context.Settings.Instructions;
        var segments = state.Lane.Missing(state.Dialogue, instructions, reply.Tail);
        var step = new AppendStep(
            place.Session, Urgency(reply), !reply.Confirmed, place.Lane, state.Lane.Base, segments);
        reply.Prompting = _context.Run(step, result =>
        {
            (reply.Prompted, reply.Prompting) = (true, null);
            reply.PromptEnd = ((AppendResult)result).End;
            reply.Fork ??= reply.Confirmed ? reply.PromptEnd : null;
            reply.SpeakFrom(((AppendResult)result).Reply);
            Advance(reply);
        });
    }

    private void Think(Reply reply)
    {
        int most = Math.Min(reply.Wording.MaximumTokens, reply.Confirmed ? int.MaxValue : SpeculativeTokens);
        if (reply.Thinking is not null || reply.TextEnded || AwaitsFirstSound(reply)
            || reply.Unspoken.Count >= WaitingClauses || reply.Speech is { Waiting: >= WaitingTokens }
            || reply.Tokens >= most || _context.Place is not { } place)
        {
            return;
        }

        int tokens = Math.Min(TokensPerStep, reply.Wording.MaximumTokens - reply.Tokens);
        var step = new ThinkStep(
            place.Session, Urgency(reply), !reply.Confirmed, place.Lane, tokens, reply.Wording);
        reply.Thinking = _context.Run(step, result => Thought(reply, (ThinkResult)result));
    }

    /// <summary>While the first clause is on its way to the voice, the rest of the text would only slow it down.</summary>
    private static bool AwaitsFirstSound(Reply reply)
        => reply.Audio.Produced == 0 && (reply.Speaking is not null || reply.Unspoken.Count > 0 || reply.Audio.Unfinished is not null);

    private void Thought(Reply reply, ThinkResult thought)
    {
        reply.Thinking = null;
        int before = reply.Text.Length;
        string? call = reply.Append(thought.Tokens);
        if (call is null)
        {
            EndText(reply, thought.End);
        }
        else if (!_tools.Answer(reply, call, Urgency(reply), Advance))
        {
            (reply.TextEnded, reply.Outcome) = (true, ReplyOutcome.LengthLimited);
        }

        Tell(reply, before);
        Advance(reply);
    }

    private void Tell(Reply reply, int before)
    {
        string text = reply.Text.ToString(before, reply.Text.Length - before);
        if (reply.Confirmed && text.Length > 0)
        {
            _context.Emit(new ReplyTextProduced(_context.Now, reply.Id, text));
        }

        Queue(reply, reply.Clauses.Append(text));
        if (reply.TextEnded && reply.Clauses.Complete() is { } rest)
        {
            Queue(reply, [rest]);
        }
    }

    private static void EndText(Reply reply, ReplyEnd end)
    {
        bool goesOn = end is ReplyEnd.Open or ReplyEnd.ToolCalled;
        bool limited = reply.Tokens >= reply.Wording.MaximumTokens;
        if (goesOn && !limited)
        {
            return;
        }

        reply.TextEnded = true;
        reply.FinishText();
        if (goesOn || end == ReplyEnd.LaneFull)
        {
            reply.Outcome = ReplyOutcome.LengthLimited;
        }
    }

    private static void Queue(Reply reply, IReadOnlyList<ReplyClause> clauses)
    {
        foreach (var clause in clauses)
        {
            if (reply.Wording.Spoken && reply.Speech is null && !string.IsNullOrWhiteSpace(clause.Text))
            {
                reply.Unspoken.Enqueue(clause);
            }
        }
    }

    private void Speak(Reply reply)
    {
        bool waiting = reply.Audio.Clauses.Count(clause => !clause.Finished) >= 2;
        if (reply.Speaking is not null || waiting || _context.Place is not { } place)
        {
            return;
        }

        if (reply.Speech?.Next(place.Lane, reply.TextEnded) is { } next)
        {
            string text = reply.Text.ToString(next.TextStart, next.TextEnd - next.TextStart);
            Speak(reply, place, next.Block, new ReplyClause(text, next.TextStart));
        }
        else if (reply.Unspoken.TryDequeue(out var clause))
        {
            reply.AtVoice = clause;
            Speak(reply, place, new ClauseBlock(clause.Text.Trim()), clause);
        }
    }

    private void Speak(Reply reply, Admission.Granted place, VoiceBlock block, ReplyClause clause)
    {
        var step = new SpeakStep(place.Session, Urgency(reply), !reply.Confirmed, block, reply.Voice ?? _context.Settings.Voice);
        reply.Speaking = _context.Run(step, result =>
        {
            var spoken = (SpeakResult)result;
            (reply.Speaking, reply.AtVoice) = (null, null);
            reply.Speech?.Spoken(spoken.Complete);
            reply.Audio.Add(new SpokenClause(clause, spoken.Block, spoken.Samples));
            Advance(reply);
        });
    }

    private void Render(Reply reply)
    {
        if (reply.Rendering is not null || reply.Audio.Ahead >= AudioAhead
            || reply.Audio.Unfinished is not { } clause || _context.Place is not { } place)
        {
            return;
        }

        var step = new RenderStep(place.Session, Urgency(reply), !reply.Confirmed, clause.Block);
        reply.Rendering = _context.Run(step, result => Rendered(reply, clause, (RenderResult)result));
    }

    private void Rendered(Reply reply, SpokenClause clause, RenderResult rendered)
    {
        reply.Rendering = null;
        clause.Finished = rendered.Ended;
        var samples = rendered.Samples;
        if (samples.Length > 0)
        {
            reply.Audio.Append(clause, samples.Length);
            Deliver(reply, samples);
        }

        Advance(reply);
    }

    private void Deliver(Reply reply, short[] samples)
    {
        if (reply.Confirmed)
        {
            Release(reply, samples);
        }
        else
        {
            reply.Held.Add(samples);
        }
    }

    private void Release(Reply reply, short[] samples)
    {
        reply.FirstAudio ??= _context.Now;
        _context.Emit(new AudioProduced(_context.Now, reply.Id, reply.Audio.RateHz, samples));
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

    private void Complete(Reply reply) => Close(reply, reply.Text.Length, interrupted: false);

    private void Close(Reply reply, int heardCharacters, bool interrupted)
    {
        string text = reply.Text.ToString();
        string heard = text[..heardCharacters].Trim();
        state.Reply = null;
        if (heard.Length > 0)
        {
            state.Dialogue.Add(new DialogueEntry(reply.Item, DialogueRole.Assistant, heard, interrupted));
        }

        Keep(reply, heard.Length > 0 ? heardCharacters : 0);
        state.Spoken.Add(reply);
        _context.Emit(new ReplyEnded(
            _context.Now, reply.Id, reply.Item, reply.Outcome, text.Trim(), heard, reply.Tokens, reply.Latency));
        _context.Do(new SaveDialogue([.. state.Dialogue.Entries]));
    }

    private void Keep(Reply reply, int characters)
    {
        if (reply.Instructions is not null || reply.LaneStale || _context.Place is null)
        {
            state.Lane.Reset();
        }
        else if (characters > 0 && reply.LaneEnd(characters) is { } end)
        {
            state.Lane.ReplyKept(end, state.Dialogue.Entries.Count);
        }

        if (_context.Place is { } place)
        {
            state.Lane.Compact(state.Dialogue, place.Engine.LaneLength);
        }
    }

    private void Hush(Reply reply)
    {
        if (_context.Place is { } place && (reply.Audio.Clauses.Count > 0 || reply.Speaking is not null))
        {
            _context.Run(new HushStep(place.Session), null);
        }
    }

    private static TimeSpan Urgency(Reply reply)
        => reply.Audio.Ahead > TimeSpan.Zero ? reply.Audio.Ahead : TimeSpan.Zero;
}
