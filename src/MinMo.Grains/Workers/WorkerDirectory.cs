using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;

namespace MinMo.Grains.Workers;

/// <summary>The workers of this silo, which may come and go while it runs: bundles are loaded, devices fail.</summary>
public sealed class WorkerDirectory : IWorkerDirectory
{
    private readonly TimeProvider _time;
    private ImmutableList<WorkerDesk> _desks;

    /// <summary>Begins with the workers that were added to the silo's services.</summary>
    /// <param name="workers">The workers.</param>
    /// <param name="time">Says when a place was used last; null for the system's clock.</param>
    public WorkerDirectory(IEnumerable<WorkerRegistration> workers, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _desks = [.. workers.Select(worker => new WorkerDesk(worker, _time))];
    }

    /// <summary>The workers there are now.</summary>
    public IReadOnlyList<WorkerRegistration> Workers => [.. _desks.Select(static desk => desk.Worker)];

    internal IReadOnlyList<WorkerDesk> Desks => _desks;

    /// <summary>Adds a worker; from now on it gets calls.</summary>
    /// <exception cref="ArgumentException">The silo has a worker of that name.</exception>
    public void Register(WorkerRegistration worker) => ImmutableInterlocked.Update(
        ref _desks,
        static (desks, added) => desks.Exists(known => known.Name == added.Name)
            ? throw new ArgumentException($"There is a worker named '{added.Name}' already.", nameof(worker))
            : desks.Add(added),
        new WorkerDesk(worker, _time));

    /// <summary>Takes a worker away: its sessions are lost and their calls go on elsewhere.</summary>
    public void Withdraw(string name) => ImmutableInterlocked.Update(
        ref _desks, static (desks, gone) => desks.RemoveAll(desk => desk.Name == gone), name);

    /// <summary>A worker takes no more calls, and those of other silos are asked to leave at their next turn
    /// boundary.</summary>
    /// <returns>Ends when the last call has left; at once for a worker that is unknown.</returns>
    public Task CloseAsync(string name) => Find(name)?.CloseAsync() ?? Task.CompletedTask;

    /// <inheritdoc />
    public IReadOnlyList<string> WorkersOf(string? bundle)
    {
        var desks = _desks;
        var wanted = bundle ?? desks.FirstOrDefault()?.Worker.Engine.Description.Bundle;
        return
        [
            .. desks.Where(desk => desk.Worker.Engine.Description.Bundle == wanted && !desk.IsClosing).Select(desk => desk.Name),
        ];
    }

    /// <inheritdoc />
    public bool TryFind(string worker, [NotNullWhen(true)] out IInferenceEngine? engine)
    {
        engine = Find(worker)?.Worker.Engine;
        return engine is not null;
    }

    internal WorkerDesk? Find(string worker) => _desks.Find(known => known.Name == worker);

    internal WorkerReport[] Report() => [.. _desks.Select(static desk => desk.Report())];
}
