using MinMo.Abstractions.Engine;

namespace MinMo.Benchmarks.LongCalls;

/// <summary>What was found at a minute of a call.</summary>
/// <param name="Minute">On the call's own clock.</param>
/// <param name="ResidentMegabytes">Of the process.</param>
/// <param name="ManagedMegabytes">Alive after a collection.</param>
/// <param name="Replies">Heard to their end since the mark before.</param>
/// <param name="Renewals">Lanes renewed since the begin.</param>
/// <param name="Medians">Milliseconds of a step since the mark before.</param>
internal sealed record LongCallMark(
    double Minute, double ResidentMegabytes, double ManagedMegabytes, int Replies, int Renewals,
    IReadOnlyDictionary<StepKind, double> Medians);
