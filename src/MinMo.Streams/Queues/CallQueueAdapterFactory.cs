using MinMo.Streams.Cache;
using Orleans.Streams;

namespace MinMo.Streams.Queues;

/// <summary>Puts the parts of the provider together for Orleans.</summary>
internal sealed class CallQueueAdapterFactory(string name, CallStreamQueues queues, TimeProvider time)
    : IQueueAdapterFactory, IQueueAdapterCache
{
    public Task<IQueueAdapter> CreateAdapter()
        => Task.FromResult<IQueueAdapter>(new CallQueueAdapter(name, queues, time));

    public IQueueAdapterCache GetQueueAdapterCache() => this;

    public IStreamQueueMapper GetStreamQueueMapper() => queues.Mapper;

    /// <summary>A failed delivery is skipped; the subscription stays.</summary>
    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId)
        => Task.FromResult<IStreamFailureHandler>(new NoOpStreamDeliveryFailureHandler(faultOnError: false));

    public IQueueCache CreateQueueCache(QueueId queueId)
        => new StreamLogCache(queues.Of(queueId).Credits, queues.Options, time);
}
