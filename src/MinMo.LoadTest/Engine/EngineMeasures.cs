using MinMo.LoadTest.Measures;

namespace MinMo.LoadTest.Engine;

/// <summary>What the engine told of itself over a run: the difference between the last and the first look.</summary>
public sealed class EngineMeasures
{
    private const string KindLabel = "minmo_step_kind";
    private const string DeviceLabel = "minmo_device";

    private EngineMeasures(IReadOnlyList<EngineSnapshot> snapshots, IReadOnlyList<StepMeasure> steps)
    {
        Steps = steps;
        Snapshots = snapshots;
    }

    /// <summary>Kinds of steps that were executed, those with most time on a device first.</summary>
    public IReadOnlyList<StepMeasure> Steps { get; }

    /// <summary>All looks.</summary>
    public IReadOnlyList<EngineSnapshot> Snapshots { get; }

    /// <summary>What runs there; null if it does not tell.</summary>
    public string? Build => Snapshots.Count > 0 ? Snapshots[^1].Figures.Build : null;

    /// <summary>Share of deadlines that were missed, 0 to 1; NaN if the engine tells nothing.</summary>
    public double MissShare
    {
        get
        {
            double deadlines = Steps.Sum(static step => step.Deadlines);
            return deadlines > 0 ? Steps.Sum(static step => step.Misses) / deadlines : double.NaN;
        }
    }

    /// <summary>Growth of resident memory over the second half of the run, in bytes a minute: the first half still fills
    /// what is reserved. NaN if it is not told.</summary>
    public double MemoryBytesPerMinute
    {
        get
        {
            if (Snapshots.Count == 0)
            {
                return double.NaN;
            }

            var middle = (Snapshots[0].At + Snapshots[^1].At) / 2;
            return LinearTrend.SlopeOf([.. Snapshots
                .Where(look => look.At >= middle && look.Figures.MemoryBytes is not null)
                .Select(static look => (look.At.TotalMinutes, look.Figures.MemoryBytes!.Value))]);
        }
    }

    /// <summary>Resident memory at the last look, in bytes; NaN if it is not told.</summary>
    public double MemoryBytes => Snapshots.Count > 0 ? Snapshots[^1].Figures.MemoryBytes ?? double.NaN : double.NaN;

    /// <summary>Processor time a second, in cores; NaN if it is not told.</summary>
    public double Cores
    {
        get
        {
            var looks = Snapshots.Where(static look => look.Figures.ProcessorSeconds is not null).ToArray();
            return looks.Length > 1
                ? (looks[^1].Figures.ProcessorSeconds!.Value - looks[0].Figures.ProcessorSeconds!.Value)
                    / (looks[^1].At - looks[0].At).TotalSeconds
                : double.NaN;
        }
    }

    /// <summary>Compares the last look with the first.</summary>
    public static EngineMeasures Of(IReadOnlyList<EngineSnapshot> snapshots)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        if (snapshots.Count < 2)
        {
            return new EngineMeasures(snapshots, []);
        }

        var (first, last) = (snapshots[0].Figures, snapshots[^1].Figures);
        var steps = last.Named("minmo_engine_queue_duration_seconds_count")
            .Select(static figure => figure.Label(KindLabel)).Distinct()
            .Select(kind => Measure(first, last, kind))
            .Where(static step => step.Steps > 0)
            .OrderByDescending(static step => step.DeviceSeconds);
        return new EngineMeasures(snapshots, [.. steps]);
    }

    private static StepMeasure Measure(EngineFigures first, EngineFigures last, string kind)
    {
        var queue = HistogramChange.Of(first, last, "minmo_engine_queue_duration_seconds", KindLabel, kind);
        var compute = HistogramChange.Of(first, last, "minmo_engine_compute_duration_seconds", KindLabel, kind);
        var batch = HistogramChange.Of(first, last, "minmo_engine_batch_duration_seconds", KindLabel, kind);
        var size = HistogramChange.Of(first, last, "minmo_engine_batch_size", KindLabel, kind);
        var late = HistogramChange.Of(first, last, "minmo_engine_deadline_lateness_seconds", KindLabel, kind);
        return new StepMeasure
        {
            Kind = kind,
            Device = last.Named("minmo_engine_batch_duration_seconds_count")
                .FirstOrDefault(figure => figure.Label(KindLabel) == kind)?.Label(DeviceLabel) ?? "",
            Steps = queue.Count,
            QueueMean = queue.Mean,
            QueueP95 = queue.At(95),
            ComputeMean = compute.Mean,
            ComputeP95 = compute.At(95),
            BatchMean = batch.Mean,
            DeviceSeconds = batch.Sum,
            BatchFill = size.Mean,
            Deadlines = HistogramChange.Counter(first, last, "minmo_engine_deadlines_total", KindLabel, kind),
            Misses = HistogramChange.Counter(first, last, "minmo_engine_deadline_misses_total", KindLabel, kind),
            LatenessMean = late.Mean,
            Failures = HistogramChange.Counter(first, last, "minmo_engine_step_failures_total", KindLabel, kind),
        };
    }
}
