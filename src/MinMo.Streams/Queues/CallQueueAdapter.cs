using Orleans.Streams;

namespace MinMo.Streams.Queues;

/// <summary>Writes to and reads from the queues of this process.</summary>
internal sealed class CallQueueAdapter(string name, CallStreamQueues queues, TimeProvider time) : IQueueAdapter
{
    public string Name => name;

    /// <summary>Calls are live: what has passed is past.</summary>
    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext)
        => queues.Of(streamId).WriteAsync(streamId, [.. events.Cast<object>()]);

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => new CallQueueReceiver(queues.Of(queueId), time);
}
