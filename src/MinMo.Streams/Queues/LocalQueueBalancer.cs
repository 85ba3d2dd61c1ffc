using Orleans.Streams;

namespace MinMo.Streams.Queues;

/// <summary>
/// Gives every silo all queues: queues live in the process that writes to them, so each silo reads its own, and what
/// is written there is delivered from there, to subscribers anywhere in the cluster.
/// </summary>
internal sealed class LocalQueueBalancer : IStreamQueueBalancer
{
    private QueueId[] _queues = [];

    public Task Initialize(IStreamQueueMapper queueMapper)
    {
        _queues = [.. queueMapper.GetAllQueues()];
        return Task.CompletedTask;
    }

    public Task Shutdown() => Task.CompletedTask;

    public IEnumerable<QueueId> GetMyQueues() => _queues;

    public bool SubscribeToQueueDistributionChangeEvents(IStreamQueueBalanceListener observer) => true;

    public bool UnSubscribeFromQueueDistributionChangeEvents(IStreamQueueBalanceListener observer) => true;
}
