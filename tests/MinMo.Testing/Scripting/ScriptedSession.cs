using System.Text;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;

namespace MinMo.Testing.Scripting;

/// <summary>One call's place on a <see cref="ScriptedEngine"/>: executes steps; the engine owns the lock.</summary>
internal sealed class ScriptedSession(EngineScript script, CallId call, ScriptedHearing hearing, LaneHandle dialogue)
{
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(60);

    private readonly Dictionary<LaneHandle, ScriptedLane> _lanes =
        new() { [dialogue] = new ScriptedLane(script.Description.LaneLength) };

    private readonly Dictionary<SpeechBlockId, Queue<short[]>> _blocks = [];
    private readonly StringBuilder _unsaid = new();
    private LaneHandle _dialogue = dialogue;
    private CallPosition? _begin;
    private CallPosition _end;
    private int _lastBlock;

    public CallId Call { get; } = call;

    public ScriptedLane Dialogue => _lanes[_dialogue];

    /// <summary>Tokens in all lanes.</summary>
    public int LaneTokens => _lanes.Values.Sum(static lane => lane.End.Tokens);

    public StepResult Execute(Step step, Func<LaneHandle> newLane) => step switch
    {
        ListenStep listen => Listen(listen),
        RecognizeStep recognize => Missing(recognize.From, recognize.To)
            ?? (StepResult)hearing.Recognize(recognize.From, recognize.To),
        AssessStep assess => Missing(assess.From, assess.To)
            ?? (StepResult)hearing.Assess(assess.From, assess.To),
        SpeakStep speak => Speak(speak),
        RenderStep render => Render(render),
        HushStep => Hush(),
        ConfirmStep => new ConfirmResult(),
        AppendStep append => OnLane(append.Lane, lane => Append(lane, append)),
        ThinkStep think => OnLane(think.Lane, lane => lane.InReply
            ? Think(lane, think)
            : Invalid("the lane does not end in an open reply")),
        TruncateStep truncate => OnLane(truncate.Lane, lane => Truncate(lane, truncate)),
        ForkStep fork => OnLane(fork.Lane, lane => fork.At.Tokens <= lane.End.Tokens
            ? Fork(fork, lane, newLane())
            : Invalid($"the lane ends at {lane.End.Tokens}, before {fork.At.Tokens}")),
        _ => Invalid($"unknown step {step.GetType().Name}"),
    };

    private static StepFailed Invalid(string explanation) => new(StepFailure.Invalid, explanation);

    private StepResult OnLane(LaneHandle handle, Func<ScriptedLane, StepResult> execute)
        => _lanes.TryGetValue(handle, out var lane) ? execute(lane) : Invalid($"there is no lane {handle.Slot}");

    private StepResult Append(ScriptedLane lane, AppendStep step)
    {
        if (!lane.TryTruncate(step.At))
        {
            return Invalid($"the lane ends at {lane.End.Tokens}, before {step.At.Tokens}");
        }

        var reply = new List<ReplyToken>();
        foreach (var segment in step.Segments)
        {
            if (segment.Audio is { } audio && Missing(audio.From, audio.To) is { } missing)
            {
                return missing;
            }

            var text = segment.Audio is { } heard ? WordsOf(heard) : segment.Text;
            if (!lane.TryAppend(segment with { Text = text }))
            {
                return Invalid("the lane is full");
            }

            reply.AddRange(segment is { Role: DialogueRole.Assistant, Closes: false, AnswersTool: false } ? lane.LastWords(text) : []);
        }

        return new AppendResult(lane.End) { Reply = script.Description.VoiceBlockTokens > 0 ? [.. reply] : [] };
    }

    // What the encoder cannot see yet is not part of what was heard.
    private string WordsOf(HeardAudio audio)
        => hearing.Recognize(
            audio.From, new CallPosition(audio.To.Samples - script.Description.LookAheadSamples)).Text;

    private static StepResult Truncate(ScriptedLane lane, TruncateStep step) => lane.TryTruncate(step.At)
        ? new TruncateResult()
        : Invalid($"the lane ends at {lane.End.Tokens}, before {step.At.Tokens}");

    private StepResult Listen(ListenStep step)
    {
        var tick = script.Description.TickSamples;
        if (step.Samples.Length == 0 || step.Samples.Length % tick != 0)
        {
            return Invalid($"{step.Samples.Length} samples are no whole ticks of {tick}");
        }

        if (_begin is not null && step.From < _end)
        {
            return Invalid($"audio goes on at {_end.Samples}, not at {step.From.Samples}");
        }

        _begin = step.From == _end ? _begin : step.From;

        var observations = new TickObservation[step.Samples.Length / tick];
        for (var index = 0; index < observations.Length; index++)
        {
            var from = new CallPosition(step.From.Samples + (index * tick));
            observations[index] = hearing.Listen(
                from, step.Samples.AsSpan(index * tick, tick), step.Context is { Speaking: true });
        }

        _begin ??= step.From;
        _end = observations[^1].End;
        return new ListenResult(observations);
    }

    private StepFailed? Missing(CallPosition from, CallPosition to)
    {
        var heard = _begin is { } begin && from >= begin && to <= _end && from < to && _end - from <= LongestTurn;
        return heard
            ? null
            : Invalid($"asked for {from.Samples}..{to.Samples} of {_begin?.Samples ?? 0}..{_end.Samples}");
    }

    private ThinkResult Think(ScriptedLane lane, ThinkStep step)
    {
        var reply = ScriptedLane.Words(ReplyFor(lane));
        var tokens = new List<ReplyToken>();
        while (tokens.Count < step.MaximumTokens)
        {
            if (lane.IsFull)
            {
                return new ThinkResult([.. tokens], ReplyEnd.LaneFull);
            }

            if (lane.ReplyWords() >= reply.Count)
            {
                return new ThinkResult([.. tokens], ReplyEnd.Stopped);
            }

            tokens.Add(lane.AppendReply(reply[lane.ReplyWords()]));
            if (tokens[^1].Text.EndsWith(ScriptedLane.CallEnd, StringComparison.Ordinal))
            {
                return new ThinkResult([.. tokens], ReplyEnd.ToolCalled);
            }
        }

        return new ThinkResult([.. tokens], ReplyEnd.Open);
    }

    private string ReplyFor(ScriptedLane lane)
    {
        if (script.Answers.TryGetValue(lane.LastUserText(), out var answer))
        {
            return answer;
        }

        return script.Replies[Math.Clamp(lane.UserEntries - 1, 0, script.Replies.Count - 1)];
    }

    // Two lanes a session: a copy takes the other one's place.
    private ForkResult Fork(ForkStep step, ScriptedLane lane, LaneHandle copy)
    {
        foreach (var other in _lanes.Keys.Where(other => other != step.Lane).ToArray())
        {
            _lanes.Remove(other);
        }

        _lanes[copy] = lane.CopyUpTo(step.At);
        _dialogue = step.Lane == _dialogue ? _dialogue : copy;
        return new ForkResult(copy);
    }

    private StepResult Speak(SpeakStep step)
    {
        if (step.Block is TokenBlock tokens)
        {
            return Speak(tokens);
        }

        var text = step.Block is ClauseBlock clause ? clause.Text : "";
        return Keep(text, complete: true);
    }

    private StepResult Speak(TokenBlock tokens)
    {
        if (!_lanes.TryGetValue(tokens.Lane, out var lane) || tokens.Ends.Any(end => end.Tokens > lane.End.Tokens))
        {
            return Invalid("there are no such tokens");
        }

        if (tokens.First)
        {
            _unsaid.Clear();
        }

        _unsaid.Append(string.Concat(tokens.Ends.Select(lane.TextAt)));
        var text = _unsaid.ToString(0, Math.Min(_unsaid.Length, script.CharactersPerBlock));
        _unsaid.Remove(0, text.Length);
        return Keep(text, complete: tokens.Last && _unsaid.Length == 0);
    }

    private SpeakResult Keep(string text, bool complete)
    {
        var block = new SpeechBlockId(++_lastBlock);
        var samples = ScriptedVoice.Speak(text, script.SamplesPerCharacter);
        if (samples.Length > 0)
        {
            _blocks[block] = new Queue<short[]>(samples.Chunk(script.RenderSamples));
        }

        return new SpeakResult(block, samples.Length, complete);
    }

    private StepResult Render(RenderStep step)
    {
        if (!_blocks.TryGetValue(step.Block, out var rest))
        {
            return Invalid($"there is no block {step.Block.Value} to render");
        }

        var samples = rest.Dequeue();
        if (rest.Count == 0)
        {
            _blocks.Remove(step.Block);
        }

        return new RenderResult(samples, Ended: rest.Count == 0);
    }

    private HushResult Hush()
    {
        _blocks.Clear();
        _unsaid.Clear();
        return new HushResult();
    }
}
