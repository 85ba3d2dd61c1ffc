namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>How a caller's words reach a language model.</summary>
public enum CallerText
{
    /// <summary>Lower case without punctuation, numbers as words: as nano-en hears.</summary>
    Lower,

    /// <summary>Capitals and punctuation, numbers as words.</summary>
    Words,

    /// <summary>Capitals, punctuation and digits: as Whisper writes.</summary>
    Digits,
}
