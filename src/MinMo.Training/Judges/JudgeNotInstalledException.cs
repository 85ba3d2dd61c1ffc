namespace MinMo.Training.Judges;

/// <summary>A recognizer, or its weights, is not on this machine; measures that need it are left out.</summary>
/// <param name="judge">Which.</param>
/// <param name="remedy">How to get it.</param>
public sealed class JudgeNotInstalledException(string judge, string remedy)
    : Exception($"the recognizer {judge} is not installed: {remedy}")
{
    /// <summary>Which recognizer.</summary>
    public string Judge { get; } = judge;
}
