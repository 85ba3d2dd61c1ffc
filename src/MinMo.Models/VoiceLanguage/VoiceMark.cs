namespace MinMo.Models.VoiceLanguage;

/// <summary>Rows that are neither semantic vectors nor speech tokens.</summary>
public enum VoiceMark
{
    /// <summary>Stands in front of everything.</summary>
    Start,

    /// <summary>No text follows: from here on only speech.</summary>
    TurnOfSpeech,
}
