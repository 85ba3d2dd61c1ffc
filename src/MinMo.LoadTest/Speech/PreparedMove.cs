using MinMo.LoadTest.Dialogues;

namespace MinMo.LoadTest.Speech;

/// <summary>A move with its sound.</summary>
/// <param name="Move">The move.</param>
/// <param name="Speech">Of a <see cref="SpeakMove"/>: what is played; else null.</param>
internal sealed record PreparedMove(DialogueMove Move, CallerSpeech? Speech);
