namespace MinMo.Models.VoiceLanguage;

/// <summary>Kinds of predictions.</summary>
public enum VoiceTargetKind
{
    /// <summary>None.</summary>
    None,

    /// <summary>A speech token.</summary>
    Token,

    /// <summary>The request for more text.</summary>
    Fill,

    /// <summary>The end of speech.</summary>
    End,
}
