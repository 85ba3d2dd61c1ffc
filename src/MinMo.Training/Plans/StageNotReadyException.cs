namespace MinMo.Training.Plans;

/// <summary>A stage needs the result of another one that has not been run.</summary>
/// <param name="stage">The stage asked for.</param>
/// <param name="need">The stage that is missing.</param>
public sealed class StageNotReadyException(string stage, string need)
    : ArgumentException($"stage '{stage}' needs the result of '{need}': run that first")
{
    /// <summary>The stage that is missing.</summary>
    public string Need { get; } = need;
}
