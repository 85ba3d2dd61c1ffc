using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;
using MinMo.Cli.Talk;

namespace MinMo.Cli.Measure;

/// <summary>One call in which the agent is asked to speak, and something happens while it does.</summary>
internal sealed class InterruptionTrial(Interruption interruption) : IDisposable
{
    private static readonly TimeSpan LooksBehind = TimeSpan.FromSeconds(4);
    private static readonly CallPosition FirstPrompt = CallPosition.At(TimeSpan.FromMilliseconds(200));
    private static readonly CallPosition SecondPrompt = CallPosition.At(TimeSpan.FromMilliseconds(220));

    private readonly CancellationTokenSource _over = new();
    private readonly List<CallOutput> _events = [];
    private readonly List<short> _agent = [];
    private CallPosition? _firstAudio;
    private CallPosition? _inserted;
    private ReplyOutcome? _outcome;

    /// <summary>The caller, who says nothing by himself.</summary>
    public CallerTrack Caller { get; } = new([new TalkRecording("", new short[CallPosition.RateHz * 30], null)], overlap: true);

    /// <summary>Cancelled when the trial has seen enough.</summary>
    public CancellationToken Over => _over.Token;

    /// <summary>Types the request, and interrupts its answer.</summary>
    public CallInput? Prompt(CallPosition now)
    {
        if (now == FirstPrompt)
        {
            return new MessageAdded(new ItemId("request"), DialogueRole.User, interruption.Prompt, null, null);
        }

        if (now == SecondPrompt)
        {
            return new ReplyRequested(null, null, null, null);
        }

        if (_firstAudio is { } first && _inserted is null && _outcome is null && now - first >= interruption.After)
        {
            _inserted = now;
            Caller.Insert(interruption.Recording);
        }

        if (_inserted is { } inserted ? now - inserted >= LooksBehind : _outcome is not null)
        {
            _over.Cancel();
        }

        return null;
    }

    /// <summary>Follows what the engine tells.</summary>
    public void Follow(CallOutput output)
    {
        _events.Add(output);
        switch (output)
        {
            case AudioProduced:
                _firstAudio ??= output.At;
                break;
            case ReplyEnded ended:
                _outcome ??= ended.Outcome;
                break;
        }
    }

    /// <summary>Keeps what the agent says.</summary>
    public void Record(ReadOnlyMemory<short> caller, ReadOnlyMemory<short> agent) => _agent.AddRange(agent.Span);

    /// <summary>What became of it.</summary>
    public InterruptionOutcome Judge()
    {
        bool held = _events.OfType<PlayoutPaused>().Any();
        bool stopped = _outcome == ReplyOutcome.Interrupted;
        if (_inserted is not { } inserted || !stopped)
        {
            // The agent's own echo may have stopped it before anything was said.
            return new InterruptionOutcome(Spoke: _inserted is not null || stopped, stopped, held, null, null);
        }

        var onset = inserted + interruption.Onset;
        return new InterruptionOutcome(
            Spoke: true, Stopped: true, held, CallPosition.Zero + PlayedCall.YieldsIn(_events)[0] - onset, SilenceAfter(onset));
    }

    /// <inheritdoc />
    public void Dispose() => _over.Dispose();

    private TimeSpan? SilenceAfter(CallPosition onset)
    {
        // Silent means 300 ms without a sample above -60 dBFS.
        int from = (int)(onset.Samples * AgentEar.RateHz / CallPosition.RateHz);
        int silent = 0;
        for (int i = from; i < _agent.Count; i++)
        {
            silent = Math.Abs((int)_agent[i]) > 32 ? 0 : silent + 1;
            if (silent == AgentEar.RateHz * 3 / 10)
            {
                return TimeSpan.FromSeconds(Math.Max(0, (double)(i - silent + 1 - from) / AgentEar.RateHz));
            }
        }

        return null;
    }
}
