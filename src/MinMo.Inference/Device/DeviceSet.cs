using System.Collections.ObjectModel;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Engine;
using MinMo.Inference.Planning;
using MinMo.Inference.Sessions;

namespace MinMo.Inference.Device;

/// <summary>The devices of a worker and who executes what.</summary>
internal sealed class DeviceSet : IAsyncDisposable
{
    private readonly IReadOnlyList<DeviceLoop> _loops;
    private readonly Dictionary<StepKind, StepQueue> _queues = [];

    /// <exception cref="ArgumentException">Two devices claim the same kind, or a tenant's weight is not above 0.</exception>
    public DeviceSet(
        IReadOnlyList<DeviceSettings> devices, EngineOptions options, DeviceLinks links, EngineObservation observation)
    {
        Settings = devices;
        var limits = new StepQueueLimits(options.QueuedSteps, options.QueuedStepsPerCall);
        _loops = [.. devices.Select(device => new DeviceLoop(
            device, new StepQueue(limits, new BatchPlanner(RulesOf(device, options, observation.Time)), observation.Time, () => links.Sessions.Count),
            links, observation))];
        foreach (var (loop, settings) in _loops.Zip(devices))
        {
            foreach (var kind in settings.Runners.Keys)
            {
                _queues.Add(kind, loop.Queue);
            }
        }
    }

    /// <summary>What each device executes.</summary>
    public IReadOnlyList<DeviceSettings> Settings { get; }

    /// <summary>Lets no device begin a further batch until <see cref="Resume"/>; steps may come meanwhile.</summary>
    public void Hold()
    {
        foreach (var loop in _loops)
        {
            loop.Queue.Hold();
        }
    }

    /// <summary>Lets the devices go on.</summary>
    public void Resume()
    {
        foreach (var loop in _loops)
        {
            loop.Queue.Resume();
        }
    }

    /// <summary>Starts all threads; completes when every runner has run once.</summary>
    public Task StartAsync() => Task.WhenAll(_loops.Select(static loop => loop.StartAsync()));

    /// <summary>Where steps of a kind wait; null when no device executes it.</summary>
    public StepQueue? QueueOf(StepKind kind) => _queues.GetValueOrDefault(kind);

    /// <summary>What a session has waiting or running is needed after all.</summary>
    public void Confirm(Session session, long deadline)
    {
        foreach (var loop in _loops)
        {
            loop.Queue.Confirm(session, deadline);
        }
    }

    /// <summary>Takes out all steps of a session that are not running.</summary>
    public IEnumerable<QueuedStep> RemoveOf(Session session)
        => _loops.SelectMany(loop => loop.Queue.RemoveOf(session));

    private static PlanningRules RulesOf(DeviceSettings device, EngineOptions options, TimeProvider time)
    {
        foreach (var (tenant, weight) in options.TenantWeights)
        {
            if (!(weight > 0 && double.IsFinite(weight)))
            {
                throw new ArgumentException($"the weight of tenant '{tenant}' is {weight}; it must be above 0", nameof(options));
            }
        }

        var urgentWithin = (long)(options.UrgentWithin.TotalSeconds * time.TimestampFrequency);
        var gathering = (device.Gathering ?? ReadOnlyDictionary<StepKind, TimeSpan>.Empty).ToDictionary(
            static kind => kind.Key, kind => (long)(kind.Value.TotalSeconds * time.TimestampFrequency));
        return new PlanningRules(device.Policies, urgentWithin, options.TenantWeights.AsReadOnly()) { Gathering = gathering };
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var loop in _loops)
        {
            await loop.DisposeAsync().ConfigureAwait(false);
        }
    }
}
