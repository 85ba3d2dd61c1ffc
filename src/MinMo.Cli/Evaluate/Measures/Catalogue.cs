using MinMo.Training.Evaluation.Sets;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>All measures by name.</summary>
internal static class Catalogue
{
    /// <summary>Names for <c>--only</c>, in the order of the table.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["hearing", "people", "questions", "typed", "speech", "duplex", "latency", "barge-in", "styles", "profile"];

    /// <summary>Those asked for, in the order of the table; of a data set, those that it can be measured with.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    /// <exception cref="EvaluationSetException">The data set cannot be read.</exception>
    public static IReadOnlyList<IEvaluationMeasure> Choose(Surroundings surroundings, EvaluateOptions options)
    {
        if (options.Only.FirstOrDefault(static name => !Names.Contains(name)) is { } unknown)
        {
            throw new ArgumentException($"there is no measure '{unknown}'; there are {string.Join(", ", Names)}");
        }

        var all = options.Set is { } folder ? OfSet(EvaluationSet.Open(folder)) : HeldOut(surroundings);
        IEvaluationMeasure[] chosen = [.. all.Where(measure => options.Only.Count == 0 || options.Only.Contains(measure.Name))];
        return chosen.Length > 0
            ? chosen
            : throw new ArgumentException($"'{options.Set}' has nothing to measure {string.Join(", ", options.Only)} with");
    }

    private static IEnumerable<IEvaluationMeasure> HeldOut(Surroundings surroundings) =>
    [
        new HearingMeasure(),
        new PeopleMeasure(surroundings.HumanSpeech),
        new QuestionsMeasure(),
        new TypedMeasure(),
        new SpeechMeasure(),
        new DuplexMeasure(),
        new LatencyMeasure(),
        new BargeInMeasure(),
        new StylesMeasure(),
        new ProfileMeasure(),
    ];

    private static IEnumerable<IEvaluationMeasure> OfSet(EvaluationSet set)
    {
        if (set.Sentences.Count > 0)
        {
            yield return new SetHearingMeasure(set.Sentences);
        }

        if (set.Calls.Count > 0)
        {
            yield return new SetDuplexMeasure(set.Calls);
        }

        if (set.Sentences.Count > 0)
        {
            yield return new SetLatencyMeasure(set.Sentences);
        }
    }
}
