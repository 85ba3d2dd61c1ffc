namespace MinMo.Training.Corpora.Speech;

/// <summary>Silence, or a hesitation, that the speaker makes inside an utterance.</summary>
/// <param name="Start">First sample, counted from the start of the utterance.</param>
/// <param name="Length">Samples.</param>
/// <param name="Hesitation">Whether a sound such as "uh" is heard in it. The text has it, too.</param>
public sealed record SpeechPause(int Start, int Length, bool Hesitation);
