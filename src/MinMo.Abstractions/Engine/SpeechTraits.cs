namespace MinMo.Abstractions.Engine;

/// <summary>What was heard besides the words, where the ears tell it.</summary>
/// <param name="Language">Code of the language, such as <c>en</c>; empty if it is not known.</param>
/// <param name="Emotion">How the speaker sounds, such as <c>happy</c>; empty if it is not known.</param>
/// <param name="Events">Sounds other than speech, such as <c>laughter</c>, in the order in which they were noticed.</param>
[GenerateSerializer, Immutable, Alias("minmo.speech-traits")]
public sealed record SpeechTraits(
    [property: Id(0)] string Language, [property: Id(1)] string Emotion, [property: Id(2)] string[] Events);
