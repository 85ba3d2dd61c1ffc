using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using MinMo.Abstractions.Engine;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>Listens to what the engine of this process says about its steps.</summary>
internal sealed class StepTimes : IDisposable
{
    private const string Durations = "minmo.engine.batch.duration";
    private const string Kind = "minmo.step.kind";

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, (int Count, double Seconds)> _kinds = new();

    /// <summary>Listens from now on.</summary>
    public StepTimes()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == Durations)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Take(seconds, tags));
        _listener.Start();
    }

    /// <summary>Batches of a kind.</summary>
    public int Count(StepKind kind) => _kinds.GetValueOrDefault(kind.ToString()).Count;

    /// <summary>Time of all of them together.</summary>
    public double TotalMs(StepKind kind) => 1000 * _kinds.GetValueOrDefault(kind.ToString()).Seconds;

    /// <summary>Mean time of one; NaN of none.</summary>
    public double MeanMs(StepKind kind) => TotalMs(kind) / (Count(kind) is var count and > 0 ? count : double.NaN);

    /// <inheritdoc />
    public void Dispose() => _listener.Dispose();

    private void Take(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == Kind)
            {
                _kinds.AddOrUpdate((string)tag.Value!, (1, seconds), (_, before) => (before.Count + 1, before.Seconds + seconds));
            }
        }
    }
}
