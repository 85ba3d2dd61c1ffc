namespace MinMo.Models.VoiceLanguage;

/// <summary>What a position is to predict.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Which speech token of the utterance; 0 for others.</param>
public readonly record struct VoiceTarget(VoiceTargetKind Kind, int Index)
{
    /// <summary>Nothing is predicted here.</summary>
    public static VoiceTarget None => new(VoiceTargetKind.None, 0);

    /// <summary>The next block of text is asked for.</summary>
    public static VoiceTarget Fill => new(VoiceTargetKind.Fill, 0);

    /// <summary>The speech ends.</summary>
    public static VoiceTarget End => new(VoiceTargetKind.End, 0);

    /// <summary>A speech token of the utterance.</summary>
    public static VoiceTarget Token(int index) => new(VoiceTargetKind.Token, index);
}
