namespace MinMo.Models.Whisper;

/// <summary>A turn, or what is there of it so far.</summary>
/// <param name="Samples">16 kHz, mono, −1 … 1, of any length; the pause behind the last word may be in it.</param>
/// <param name="Language">Code such as <c>en</c>; null lets a multilingual checkpoint tell it.</param>
/// <param name="Previous">What was said before, as context for spelling and names; empty for none. It may come from
/// outside. Leave it out behind a doubtful result: it feeds repetitions.</param>
public sealed record WhisperUtterance(ReadOnlyMemory<float> Samples, string? Language = null, string Previous = "");
