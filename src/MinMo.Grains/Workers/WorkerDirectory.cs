using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MinMo.Abstractions.Engine;

namespace MinMo.Grains.Workers;

/// <summary>The workers of this silo, which may come and go while it runs: bundles are loaded, devices fail.</summary>
public sealed class WorkerDirectory : IWorkerDirectory
{
    private ImmutableList<WorkerRegistration> _workers;

    /// <summary>Begins with the workers that were added to the silo's services.</summary>
    public WorkerDirectory(IEnumerable<WorkerRegistration> workers) => _workers = [.. workers];

    /// <summary>The workers there are now.</summary>
    public IReadOnlyList<WorkerRegistration> Workers => _workers;

    /// <summary>Adds a worker; from now on it gets calls.</summary>
    /// <exception cref="ArgumentException">The silo has a worker of that name.</exception>
    public void Register(WorkerRegistration worker) => ImmutableInterlocked.Update(
        ref _workers,
        static (workers, added) => workers.Exists(known => known.Name == added.Name)
            ? throw new ArgumentException($"There is a worker named '{added.Name}' already.", nameof(worker))
            : workers.Add(added),
        worker);

    /// <summary>Takes a worker away: its sessions are lost and their calls go on elsewhere.</summary>
    public void Withdraw(string name) => ImmutableInterlocked.Update(
        ref _workers, static (workers, gone) => workers.RemoveAll(worker => worker.Name == gone), name);

    /// <inheritdoc />
    public IReadOnlyList<string> WorkersOf(string? bundle)
    {
        var workers = _workers;
        var wanted = bundle ?? workers.FirstOrDefault()?.Engine.Description.Bundle;
        return [.. workers.Where(worker => worker.Engine.Description.Bundle == wanted).Select(worker => worker.Name)];
    }

    /// <inheritdoc />
    public bool TryFind(string worker, [NotNullWhen(true)] out IInferenceEngine? engine)
    {
        engine = _workers.Find(known => known.Name == worker)?.Engine;
        return engine is not null;
    }
}
