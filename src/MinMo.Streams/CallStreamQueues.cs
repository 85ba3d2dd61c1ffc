using System.Collections.Concurrent;
using MinMo.Streams.Queues;
using Orleans.Configuration;
using Orleans.Streams;

namespace MinMo.Streams;

/// <summary>
/// The queues between the writers and the readers of one process. A silo makes its own; hand the same instance to the
/// silo and to a client of the same process where these have different service providers (test clusters).
/// </summary>
public sealed class CallStreamQueues
{
    private readonly ConcurrentDictionary<QueueId, CallQueue> _queues = new();
    private readonly CallStreamOptions _options;

    /// <summary>Makes empty queues.</summary>
    /// <param name="options">Sizes; defaults when left out.</param>
    public CallStreamQueues(CallStreamOptions? options = null)
    {
        _options = options ?? new CallStreamOptions();
        Mapper = new HashRingBasedStreamQueueMapper(
            new HashRingStreamQueueMapperOptions { TotalQueueCount = _options.QueueCount }, "calls");
    }

    internal CallStreamOptions Options => _options;

    internal HashRingBasedStreamQueueMapper Mapper { get; }

    internal CallQueue Of(QueueId queueId)
        => _queues.GetOrAdd(queueId, static (_, options) => new CallQueue(options), _options);

    internal CallQueue Of(StreamId streamId) => Of(Mapper.GetQueueForStream(streamId));
}
