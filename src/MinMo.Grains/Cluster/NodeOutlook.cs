using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MinMo.Abstractions.Grains;

namespace MinMo.Grains.Cluster;

/// <summary>What this silo knows of the workers of another one, during one life of that. Safe from any thread.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A source without a timer holds nothing to be disposed of.")]
internal sealed class NodeOutlook(string name, TimeProvider time)
{
    private readonly CancellationTokenSource _lost = new();
    private readonly Lock _lock = new();
    private ImmutableDictionary<string, WorkerOutlook> _workers = ImmutableDictionary<string, WorkerOutlook>.Empty;
    private long _answered = time.GetTimestamp();

    public string Name => name;

    /// <summary>Cancelled when the silo is given up.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Whether an answer has come; before, the silo may still be starting.</summary>
    public bool IsKnown { get; private set; }

    public TimeSpan Silent => time.GetElapsedTime(_answered);

    /// <summary>Its workers, in the order of their names; none once it is lost.</summary>
    public IEnumerable<WorkerOutlook> Workers
        => _lost.IsCancellationRequested ? [] : _workers.Values.OrderBy(static worker => worker.Name, StringComparer.Ordinal);

    public WorkerOutlook? Find(string worker) => _workers.GetValueOrDefault(worker);

    public void Answered(WorkerReport[] reports)
    {
        lock (_lock)
        {
            foreach (var gone in _workers.Values.Where(known => reports.All(report => report.Worker != known.Name)))
            {
                gone.Close();
            }

            _workers = reports.ToImmutableDictionary(
                static report => report.Worker,
                report => _workers.GetValueOrDefault(report.Worker) ?? new WorkerOutlook(report.Worker, Lost));
            foreach (var report in reports)
            {
                _workers[report.Worker].Take(report);
            }

            _answered = time.GetTimestamp();
            IsKnown = true;
        }
    }

    /// <summary>Gives the silo up.</summary>
    /// <returns>False when it was given up before.</returns>
    public bool Lose()
    {
        lock (_lock)
        {
            if (_lost.IsCancellationRequested)
            {
                return false;
            }

            _lost.Cancel();
            return true;
        }
    }
}
