using Microsoft.Extensions.Logging;
using MinMo.Inference.Calibration;

namespace MinMo.Inference.Engine;

/// <summary>How an engine tells the time and is watched.</summary>
/// <param name="Time">Clock of deadlines and durations.</param>
/// <param name="Metrics">Counts and durations.</param>
/// <param name="Logger">Log of the engine and its devices.</param>
internal sealed record EngineObservation(TimeProvider Time, EngineMetrics Metrics, ILogger Logger)
{
    /// <summary>How long batches take, for calibration.</summary>
    public BatchTimes Batches { get; } = new();
}
