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

    /// <exception cref="ArgumentException">Two devices claim the same kind.</exception>
    public DeviceSet(
        IReadOnlyList<DeviceSettings> devices, StepQueueLimits limits, DeviceLinks links,
        EngineObservation observation)
    {
        _loops = [.. devices.Select(device => new DeviceLoop(
            device, new StepQueue(limits, new BatchPlanner(device.Policies)), links, observation))];
        foreach (var (loop, settings) in _loops.Zip(devices))
        {
            foreach (var kind in settings.Runners.Keys)
            {
                _queues.Add(kind, loop.Queue);
            }
        }
    }

    /// <summary>Starts all threads; completes when every runner has run once.</summary>
    public Task StartAsync() => Task.WhenAll(_loops.Select(static loop => loop.StartAsync()));

    /// <summary>Where steps of a kind wait; null when no device executes it.</summary>
    public StepQueue? QueueOf(StepKind kind) => _queues.GetValueOrDefault(kind);

    /// <summary>Takes out all steps of a session that are not running.</summary>
    public IEnumerable<QueuedStep> RemoveOf(Session session)
        => _loops.SelectMany(loop => loop.Queue.RemoveOf(session));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var loop in _loops)
        {
            await loop.DisposeAsync().ConfigureAwait(false);
        }
    }
}
