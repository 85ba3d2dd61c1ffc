namespace MinMo.Cli.Evaluate.Report;

/// <summary>One line of the table.</summary>
/// <param name="Measure">The measure that it belongs to, as <c>--only</c> knows it.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The value; null where it could not be measured.</param>
/// <param name="Unit">Of the value and the target.</param>
internal sealed record EvaluationRow(string Measure, string Name, double? Value, EvaluationUnit Unit)
{
    /// <summary>What it is to reach; null where it is only reported.</summary>
    public EvaluationTarget? Target { get; init; }

    /// <summary>How many trials it rests on: words, questions, turns.</summary>
    public int? Count { get; init; }

    /// <summary>What one should know besides; why there is no value.</summary>
    public string Note { get; init; } = string.Empty;

    /// <summary>The value by kinds, e.g. of each skill; null for none.</summary>
    public IReadOnlyDictionary<string, double>? Detail { get; init; }

    /// <summary>Whether the engine failed, so that nobody takes the run for complete.</summary>
    public bool Failed { get; init; }

    /// <summary>Whether the target is reached; null without a target or a value.</summary>
    public bool? Met => Target is { } target && Value is { } value ? target.IsMet(value) : null;

    /// <summary>A row without a value.</summary>
    public static EvaluationRow Missing(string measure, string reason)
        => new(measure, measure, null, EvaluationUnit.Number) { Note = reason };
}
