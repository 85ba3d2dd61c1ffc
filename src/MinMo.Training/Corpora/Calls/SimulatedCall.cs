using MinMo.Models.Duplex;
using MinMo.Training.Corpora.Speech;

namespace MinMo.Training.Corpora.Calls;

/// <summary>The timeline of one call of a <see cref="CallCorpus"/>, which holds the caller's channel. Positions are
/// samples at 16 kHz.</summary>
/// <remarks>
/// Classes of ticks come from the timeline alone; a tick of 80 ms is judged at its middle. The first rule that applies:
/// <list type="number">
/// <item>The agent speaks and a barge-in has begun: <see cref="DuplexClass.Yield"/>, until the agent is silent, also if
/// the caller has finished before.</item>
/// <item>The agent speaks: <see cref="DuplexClass.Idle"/>, whatever else is heard.</item>
/// <item>The caller is in a turn, pauses inside it included: <see cref="DuplexClass.Hold"/>.</item>
/// <item>The caller's last turn is over and the agent has not spoken since: <see cref="DuplexClass.Respond"/>.</item>
/// <item>Otherwise <see cref="DuplexClass.Idle"/>.</item>
/// </list>
/// The paper takes a random gap behind the agent's turn as the caller's start (section 3.3); here it is where the caller
/// really starts.
/// </remarks>
public sealed record SimulatedCall : IPlacedRecording<SimulatedCall>
{
    /// <summary>Samples of a tick: 80 ms.</summary>
    public const int TickSamples = SpeechCorpus.SampleRate * 8 / 100;

    /// <summary>The caller's voice.</summary>
    public required string Speaker { get; init; }

    /// <summary>Phrasings and voice are never trained on.</summary>
    public bool HeldOut { get; init; }

    /// <summary>What the caller says, in order.</summary>
    public required IReadOnlyList<CallerTurn> CallerTurns { get; init; }

    /// <summary>What the agent says, in order.</summary>
    public required IReadOnlyList<AgentTurn> AgentTurns { get; init; }

    /// <summary>What else is heard, in order of kind and start.</summary>
    public IReadOnlyList<Disturbance> Disturbances { get; init; } = [];

    /// <summary>Level of the agent's own voice in the caller's channel against the voice itself, in dB; null if none is
    /// heard.</summary>
    public double? EchoDecibels { get; init; }

    /// <summary>The way to the microphone, in words.</summary>
    public string Channel { get; init; } = string.Empty;

    /// <inheritdoc />
    public long Offset { get; init; }

    /// <inheritdoc />
    public int SampleCount { get; init; }

    /// <summary>Whole ticks of the call.</summary>
    public int TickCount => SampleCount / TickSamples;

    /// <summary>The class of a tick by the rules above.</summary>
    /// <param name="tick">From 0.</param>
    public DuplexClass ClassOf(int tick)
    {
        var middle = Middle(tick);
        var caller = CallerTurns.LastOrDefault(turn => turn.Start <= middle);
        var agent = AgentTurns.LastOrDefault(turn => turn.Start <= middle);
        if (agent is not null && middle < agent.End)
        {
            return caller is not null && caller.Start > agent.Start ? DuplexClass.Yield : DuplexClass.Idle;
        }

        if (caller is null || (agent is not null && agent.Start > caller.Start))
        {
            return DuplexClass.Idle;
        }

        return middle < caller.End ? DuplexClass.Hold : DuplexClass.Respond;
    }

    /// <summary>Whether the agent speaks in a tick.</summary>
    /// <param name="tick">From 0.</param>
    public bool AgentSpeaks(int tick)
        => AgentTurns.Any(turn => turn.Start <= Middle(tick) && Middle(tick) < turn.End);

    SimulatedCall IPlacedRecording<SimulatedCall>.PlacedAt(long offset, int sampleCount)
        => this with { Offset = offset, SampleCount = sampleCount };

    private static int Middle(int tick) => (tick * TickSamples) + (TickSamples / 2);
}
