using System.Diagnostics.Metrics;

namespace MinMo.Inference.Tests.Scripting;

/// <summary>Makes meters and writes down every measurement as <c>(instrument, value, kind)</c>.</summary>
internal sealed class ListedMeters : IMeterFactory
{
    private readonly MeterListener _listener = new();
    private readonly List<(string Instrument, double Value, object? Kind)> _measurements = [];
    private readonly List<Meter> _meters = [];

    public ListedMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == this)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<(string Instrument, double Value, object? Kind)> Measurements
    {
        get
        {
            lock (_measurements)
            {
                return [.. _measurements];
            }
        }
    }

    public Meter Create(MeterOptions options)
    {
        options.Scope = this;
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(static meter => meter.Dispose());
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        object? kind = null;
        foreach (var tag in tags)
        {
            kind = tag.Key == "minmo.step.kind" ? tag.Value : kind;
        }

        lock (_measurements)
        {
            _measurements.Add((instrument.Name, value, kind));
        }
    }
}
