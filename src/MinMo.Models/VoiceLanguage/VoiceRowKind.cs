namespace MinMo.Models.VoiceLanguage;

/// <summary>Kinds of rows.</summary>
public enum VoiceRowKind
{
    /// <summary><see cref="VoiceMark.Start"/>.</summary>
    Start,

    /// <summary>The semantic vector of a unit of text.</summary>
    Unit,

    /// <summary><see cref="VoiceMark.TurnOfSpeech"/>.</summary>
    TurnOfSpeech,

    /// <summary>A speech token.</summary>
    Token,
}
