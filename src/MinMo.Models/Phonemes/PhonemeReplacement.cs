namespace MinMo.Models.Phonemes;

/// <summary>A spelling of the phonemiser that the voice was not trained on, and the one it was.</summary>
public readonly record struct PhonemeReplacement(string From, string To)
{
    /// <summary>espeak-ng 1.51 (Debian 12) writes <c>oːɹ</c> where 1.52, which Piper's voices come from, writes
    /// <c>ɔːɹ</c>.</summary>
    public static PhonemeReplacement OpenBackVowel { get; } = new("oːɹ", "ɔːɹ");
}
