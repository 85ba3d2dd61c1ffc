namespace MinMo.Models.Whisper;

/// <summary>What one attempt made of a part.</summary>
/// <param name="Transcript">Tokens and their signs.</param>
/// <param name="Text">Untrimmed, begins with a space as a rule.</param>
/// <param name="CompressionRatio">Of <paramref name="Text"/>.</param>
/// <param name="StopMass">Behind the last word.</param>
/// <param name="Language">Given or told.</param>
/// <param name="Attempts">How many there were so far.</param>
internal sealed record WhisperPartResult(
    WhisperTranscript Transcript, string Text, float CompressionRatio, float StopMass, string Language, int Attempts);
