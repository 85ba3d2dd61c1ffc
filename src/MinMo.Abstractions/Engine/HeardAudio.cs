using MinMo.Abstractions.Calls;

namespace MinMo.Abstractions.Engine;

/// <summary>A stretch of the caller's audio as a piece of dialogue, for models that hear with their language model.</summary>
/// <param name="From">Begin, at most 60 s back.</param>
/// <param name="To">End of the audio listened to when it counts as heard: what the encoder could not see by then is not
/// part of it.</param>
[GenerateSerializer, Immutable, Alias("minmo.heard-audio")]
public readonly record struct HeardAudio([property: Id(0)] CallPosition From, [property: Id(1)] CallPosition To);
