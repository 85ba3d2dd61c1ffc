using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;

namespace MinMo.Grains.Cluster;

/// <summary>What this silo knows of a worker of another one. Safe from any thread.</summary>
internal sealed class WorkerOutlook(string name, CancellationToken lost)
{
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sessions;

    public string Name => name;

    /// <summary>Cancelled when its silo is given up: nothing that was asked of it will be answered.</summary>
    public CancellationToken Lost => lost;

    /// <summary>Ends when the worker goes out of service.</summary>
    public Task Closing => _closing.Task;

    /// <summary>What runs there.</summary>
    public EngineDescription Engine { get; private set; } = null!;

    /// <summary>Share of the places that is taken: as it was told last, and what was asked for since.</summary>
    public double Load => (double)_sessions / Math.Max(1, Engine.SessionCapacity);

    public void Take(WorkerReport report)
    {
        Engine = report.Engine;
        _sessions = report.Sessions;
        if (report.Closing)
        {
            Close();
        }
    }

    /// <summary>A place there is asked for; other calls that look for one at the same time are to see it.</summary>
    public void Asked() => Interlocked.Increment(ref _sessions);

    /// <summary>It was not granted.</summary>
    public void Refused() => Interlocked.Decrement(ref _sessions);

    /// <summary>The worker goes out of service.</summary>
    public void Close() => _closing.TrySetResult();
}
