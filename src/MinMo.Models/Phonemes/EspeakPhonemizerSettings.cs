namespace MinMo.Models.Phonemes;

/// <summary>How the espeak-ng program is run.</summary>
public sealed record EspeakPhonemizerSettings
{
    /// <summary>A voice of espeak-ng; a Piper voice names its own.</summary>
    public string Voice { get; init; } = "en-us";

    /// <summary>The program, by name (searched in PATH) or path.</summary>
    public string Program { get; init; } = "espeak-ng";

    /// <summary>How long one clause may take before the program is restarted. Default: 2 s; a clause takes 1-2 ms and
    /// a new process 18 ms, but a busy machine may stall either.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);
}
