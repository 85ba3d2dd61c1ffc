namespace MinMo.Models.SenseVoice;

/// <summary>A word, and when it was said.</summary>
/// <param name="Text">The word; a character in languages written without spaces.</param>
/// <param name="Start">From the start of the audio.</param>
/// <param name="End">From the start of the audio.</param>
public sealed record TimedWord(string Text, TimeSpan Start, TimeSpan End);
