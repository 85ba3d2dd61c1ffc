namespace MinMo.LoadTest.Engine;

/// <summary>What the engine's steps of one kind did during a run.</summary>
public sealed record StepMeasure
{
    /// <summary>The kind, such as <c>Think</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The device they ran on.</summary>
    public required string Device { get; init; }

    /// <summary>Steps that got a result.</summary>
    public required double Steps { get; init; }

    /// <summary>Mean wait for the first batch, in seconds.</summary>
    public required double QueueMean { get; init; }

    /// <summary>95th percentile of that, from the histogram's buckets; in seconds.</summary>
    public required double QueueP95 { get; init; }

    /// <summary>Mean time of the batches that a step was in, in seconds.</summary>
    public required double ComputeMean { get; init; }

    /// <summary>95th percentile of that, in seconds.</summary>
    public required double ComputeP95 { get; init; }

    /// <summary>Mean time of a batch on its device, in seconds.</summary>
    public required double BatchMean { get; init; }

    /// <summary>Time on the device in all, in seconds.</summary>
    public required double DeviceSeconds { get; init; }

    /// <summary>Mean number of steps in a batch.</summary>
    public required double BatchFill { get; init; }

    /// <summary>Steps that had a deadline; speculation has none.</summary>
    public required double Deadlines { get; init; }

    /// <summary>Steps behind their deadline.</summary>
    public required double Misses { get; init; }

    /// <summary>Mean lateness of those, in seconds.</summary>
    public required double LatenessMean { get; init; }

    /// <summary>Steps that were not executed.</summary>
    public required double Failures { get; init; }

    /// <summary>Share of deadlines that were missed, 0 to 1; NaN without deadlines.</summary>
    public double MissShare => Deadlines > 0 ? Misses / Deadlines : double.NaN;
}
