using MinMo.Abstractions.Calls;

namespace MinMo.Abstractions.Streams;

/// <summary>When things happened in one turn, on the call's sample clock; null where they did not.</summary>
/// <param name="LastWord">End of the caller's last word.</param>
/// <param name="Decided">The decision to answer.</param>
/// <param name="FirstAudio">The first audio of the reply was produced and free to be played.</param>
/// <param name="FirstPlayed">The first report that audio of the reply was played.</param>
[GenerateSerializer, Immutable, Alias("minmo.turn-latency")]
public sealed record TurnLatency(
    [property: Id(0)] CallPosition? LastWord,
    [property: Id(1)] CallPosition? Decided,
    [property: Id(2)] CallPosition? FirstAudio,
    [property: Id(3)] CallPosition? FirstPlayed);
