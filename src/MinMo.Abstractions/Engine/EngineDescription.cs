using MinMo.Abstractions.Calls;

namespace MinMo.Abstractions.Engine;

/// <summary>What a worker offers.</summary>
/// <param name="Bundle">The bundle's name, for example <c>lite-en</c>.</param>
/// <param name="Family">Its family, <c>cascade</c> or <c>minmo</c>.</param>
/// <param name="TickSamples">
/// Caller audio per tick in 16 kHz samples: listen steps carry whole ticks (cascade 512 = 32 ms, minmo 1280 = 80 ms).
/// </param>
/// <param name="VoiceRateHz">Rate of the agent's audio, in Hz.</param>
/// <param name="HearsWords">Whether the caller's words are needed as text before the model can answer (cascade).</param>
/// <param name="JudgesTurns">Whether listen results carry the four classes (minmo) or only speech (cascade).</param>
/// <param name="SessionCapacity">Calls that fit at once.</param>
/// <param name="LaneLength">Longest dialogue of one lane, in tokens.</param>
/// <param name="LookAheadSamples">
/// Caller audio, in 16 kHz samples, that listening needs behind a tick before it can judge it: an observation tells of
/// what happened that much earlier (cascade 0, nano-en 2560 = 160 ms).
/// </param>
/// <param name="VoiceBlockTokens">
/// Reply tokens of one block of speech (minmo: 5, <see cref="TokenBlock"/>); 0 for voices that read clauses.
/// </param>
/// <param name="SparesLane">
/// Whether a call has a lane to spare (<see cref="ForkStep"/>): a shorter history can be prepared beside the dialogue.
/// </param>
[GenerateSerializer, Immutable, Alias("minmo.engine-description")]
public sealed record EngineDescription(
    [property: Id(0)] string Bundle,
    [property: Id(1)] string Family,
    [property: Id(2)] int TickSamples,
    [property: Id(3)] int VoiceRateHz,
    [property: Id(4)] bool HearsWords,
    [property: Id(5)] bool JudgesTurns,
    [property: Id(6)] int SessionCapacity,
    [property: Id(7)] int LaneLength,
    [property: Id(8)] int LookAheadSamples = 0,
    [property: Id(9)] int VoiceBlockTokens = 0,
    [property: Id(10)] bool SparesLane = false)
{
    /// <summary><see cref="TickSamples"/> as time.</summary>
    public TimeSpan Tick => TimeSpan.FromSeconds((double)TickSamples / CallPosition.RateHz);

    /// <summary><see cref="LookAheadSamples"/> as time.</summary>
    public TimeSpan LookAhead => TimeSpan.FromSeconds((double)LookAheadSamples / CallPosition.RateHz);
}
