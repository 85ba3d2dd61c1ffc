namespace MinMo.Cli.Evaluate.Report;

/// <summary>What a value is to reach.</summary>
/// <param name="Limit">In the unit of the value.</param>
/// <param name="AtMost">Whether smaller is better.</param>
internal sealed record EvaluationTarget(double Limit, bool AtMost)
{
    /// <summary>Larger is better.</summary>
    public static EvaluationTarget AtLeast(double limit) => new(limit, AtMost: false);

    /// <summary>Smaller is better.</summary>
    public static EvaluationTarget NoMoreThan(double limit) => new(limit, AtMost: true);

    /// <summary>Whether a value reaches it; NaN does not.</summary>
    public bool IsMet(double value) => AtMost ? value <= Limit : value >= Limit;
}
