namespace MinMo.LoadTest.Measures;

/// <summary>A measure by name.</summary>
/// <param name="Name">As in service levels, JSON and CSV, such as <c>first_audio</c>.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Text">For people.</param>
/// <param name="IsDistribution">Whether it has percentiles: <c>first_audio_p95</c>.</param>
public sealed record MeasureDefinition(string Name, MeasureUnit Unit, string Text, bool IsDistribution)
{
    /// <summary>What may follow the name of a distribution.</summary>
    public static IReadOnlyList<string> Statistics { get; } = ["p50", "p90", "p95", "p99", "max", "mean"];

    /// <summary>All measures, in the order of reports.</summary>
    public static IReadOnlyList<MeasureDefinition> All { get; } =
    [
        new("setup", MeasureUnit.Seconds, "call set-up", true),
        new("first_audio", MeasureUnit.Seconds, "end of speech to first audio", true),
        new("barge_in", MeasureUnit.Seconds, "barge-in to silence", true),
        new("lag", MeasureUnit.Seconds, "audio sent and not judged", true),
        new("unanswered", MeasureUnit.Share, "turns without an answer", false),
        new("cut_ins", MeasureUnit.Share, "turns into which the agent spoke", false),
        new("talk_over", MeasureUnit.SecondsEachMinute, "agent's speech inside turns, a minute", false),
        new("missed_stops", MeasureUnit.Share, "barge-ins without effect", false),
        new("false_stops", MeasureUnit.Share, "stops for back-channels and bystanders", false),
        new("hesitations", MeasureUnit.Share, "holds for back-channels and bystanders", false),
        new("underruns", MeasureUnit.EachMinute, "underruns a minute of agent's speech", false),
        new("viability", MeasureUnit.Share, "audio pieces in time", false),
        new("drift", MeasureUnit.SecondsEachMinute, "growth of the lag, a minute (95th of calls)", false),
        new("refused", MeasureUnit.Share, "calls refused", false),
        new("broken", MeasureUnit.Share, "calls broken off", false),
        new("miss", MeasureUnit.Share, "deadlines missed by the engine's steps", false),
        new("calls", MeasureUnit.Count, "calls", false),
        new("turns", MeasureUnit.Count, "turns", false),
    ];

    /// <summary>Finds the measure of a name with or without statistic.</summary>
    /// <param name="name">Such as <c>miss</c> or <c>first_audio_p95</c>.</param>
    /// <returns>The measure, and the statistic of a distribution; null if there is no such name.</returns>
    public static (MeasureDefinition Measure, string? Statistic)? Find(string name)
    {
        foreach (var measure in All)
        {
            if (!measure.IsDistribution && measure.Name == name)
            {
                return (measure, null);
            }

            foreach (string statistic in measure.IsDistribution ? Statistics : [])
            {
                if (name == measure.Name + "_" + statistic)
                {
                    return (measure, statistic);
                }
            }
        }

        return null;
    }

    /// <summary>All names that <see cref="Find"/> knows.</summary>
    public static IEnumerable<string> Names => All.SelectMany(static measure
        => measure.IsDistribution ? Statistics.Select(statistic => measure.Name + "_" + statistic) : [measure.Name]);
}
