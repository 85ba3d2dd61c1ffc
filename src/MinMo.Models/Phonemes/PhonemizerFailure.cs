namespace MinMo.Models.Phonemes;

/// <summary>Why there are no phonemes.</summary>
public enum PhonemizerFailure
{
    /// <summary>The program is not installed or cannot be started.</summary>
    Missing,

    /// <summary>It does not know the voice, or answers in a way that is not understood.</summary>
    Unusable,

    /// <summary>It did not answer in time, also after a restart.</summary>
    TimedOut,

    /// <summary>It ended, also after a restart.</summary>
    Ended,
}
