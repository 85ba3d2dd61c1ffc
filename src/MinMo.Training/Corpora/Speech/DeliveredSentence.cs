namespace MinMo.Training.Corpora.Speech;

/// <summary>A sentence as a caller said it.</summary>
/// <param name="Text">The words, with the hesitations put in.</param>
/// <param name="Speech">16 kHz, without silence at its ends.</param>
/// <param name="Pauses">Inside the speech.</param>
internal sealed record DeliveredSentence(string Text, float[] Speech, IReadOnlyList<SpeechPause> Pauses);
