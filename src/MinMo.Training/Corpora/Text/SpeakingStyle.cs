namespace MinMo.Training.Corpora.Text;

/// <summary>How the agent speaks a reply; every style but the normal one has a token of its own.</summary>
public enum SpeakingStyle
{
    /// <summary>As the voice speaks by itself; no token.</summary>
    Normal,

    /// <summary><c>&lt;|slow|&gt;</c></summary>
    Slow,

    /// <summary><c>&lt;|fast|&gt;</c></summary>
    Fast,

    /// <summary><c>&lt;|loud|&gt;</c></summary>
    Loud,

    /// <summary><c>&lt;|whisper|&gt;</c></summary>
    Whisper,
}
