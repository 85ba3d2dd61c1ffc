using MinMo.LoadTest.Callers;

namespace MinMo.LoadTest.Measures;

/// <summary>One call as its caller heard it; definitions in docs/load.md.</summary>
public sealed record CallMeasures
{
    /// <summary>The call.</summary>
    public required CallRecord Call { get; init; }

    /// <summary>Its turns and barge-ins, answered or not.</summary>
    public required IReadOnlyList<TurnMeasure> Turns { get; init; }

    /// <summary>Its attempts to interrupt.</summary>
    public required IReadOnlyList<BargeInMeasure> BargeIns { get; init; }

    /// <summary>Back-channels and bystanders that sounded into the agent's speech.</summary>
    public required int Disturbances { get; init; }

    /// <summary>Those for which the agent stopped.</summary>
    public required int FalseStops { get; init; }

    /// <summary>Those for which the agent hesitated, stopped or not.</summary>
    public required int Hesitations { get; init; }

    /// <summary>How long the agent spoke into turns of the caller.</summary>
    public required TimeSpan TalkOver { get; init; }

    /// <summary>How long the agent was heard.</summary>
    public required TimeSpan AgentSpeech { get; init; }

    /// <summary>How often the player ran dry inside a reply.</summary>
    public required int Underruns { get; init; }

    /// <summary>Pieces of audio behind the first one of their reply.</summary>
    public required int LaterChunks { get; init; }

    /// <summary>Those that came before the player needed them.</summary>
    public required int ChunksInTime { get; init; }

    /// <summary>Audio that was sent and not judged yet, in seconds, over the call.</summary>
    public required IReadOnlyList<double> Lags { get; init; }

    /// <summary>How the lag grew, in seconds a minute; NaN of a call of less than ten seconds of observations.</summary>
    public required double DriftPerMinute { get; init; }

    /// <summary>Works everything out.</summary>
    public static CallMeasures Of(CallRecord call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var timeline = new CallTimeline(call);
        var (disturbances, stops, hesitations) = timeline.Disturbances();
        var chunks = call.Moments.OfType<ChunkArrived>().Where(static chunk => !chunk.First).ToArray();
        return new CallMeasures
        {
            Call = call,
            Turns = timeline.Turns(),
            BargeIns = timeline.BargeIns(),
            Disturbances = disturbances,
            FalseStops = stops,
            Hesitations = hesitations,
            TalkOver = timeline.TalkOver(),
            AgentSpeech = timeline.AgentSpeech(),
            Underruns = call.Moments.Count(static moment => moment is PlayoutUnderran),
            LaterChunks = chunks.Length,
            ChunksInTime = chunks.Count(static chunk => chunk.InTime),
            Lags = [.. call.Moments.OfType<LagObserved>().Select(static observed => observed.Lag.TotalSeconds)],
            DriftPerMinute = DriftOf([.. call.Moments.OfType<LagObserved>()]),
        };
    }

    private static double DriftOf(LagObserved[] observed)
        => observed.Length > 1 && observed[^1].At - observed[0].At >= TimeSpan.FromSeconds(10)
            ? LinearTrend.SlopeOf([.. observed.Select(static moment => (moment.At.TotalMinutes, moment.Lag.TotalSeconds))])
            : double.NaN;
}
