using Orleans.Streams;

namespace MinMo.Streams.Queues;

/// <summary>
/// Reads one queue for its pulling agent. A read with nothing to read waits for the next message instead of returning,
/// so that a message is delivered at once and an idle queue costs one wake-up a second.
/// </summary>
internal sealed class CallQueueReceiver(CallQueue queue, TimeProvider time) : IQueueAdapterReceiver
{
    // The agent drops old messages and forgets idle streams only between reads.
    private static readonly TimeSpan Housekeeping = TimeSpan.FromSeconds(1);

    private ITimer? _nudge;
    private long _sequence;

    public Task Initialize(TimeSpan timeout)
    {
        _nudge = time.CreateTimer(static state => ((CallQueue)state!).Nudge(), queue, Housekeeping, Housekeeping);
        return Task.CompletedTask;
    }

    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount)
        => GetQueueMessagesAsync(maxCount, CancellationToken.None);

    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        try
        {
            await queue.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The silo stops: an exception would be logged as a failed read, and nothing has failed.
            return [];
        }

        var batches = new List<IBatchContainer>();
        while (batches.Count < maxCount && queue.TryRead(out var batch))
        {
            if (batch is not null)
            {
                batch.Number(NextSequence());
                batches.Add(batch);
            }
        }

        return batches;
    }

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    public async Task Shutdown(TimeSpan timeout)
    {
        if (_nudge is { } nudge)
        {
            await nudge.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Grows within this queue, and from one life of the queue to the next.</summary>
    private long NextSequence() => _sequence = Math.Max(_sequence + 1, time.GetUtcNow().UtcTicks);
}
