namespace MinMo.Models.Parity;

/// <summary>How one golden came out.</summary>
public enum GoldenStatus
{
    /// <summary>Every judged output is within its tolerance.</summary>
    Passed,

    /// <summary>An output differs or is missing, the kind is unknown, or something was thrown.</summary>
    Failed,

    /// <summary>The real weights it is about are not installed.</summary>
    Skipped,
}
