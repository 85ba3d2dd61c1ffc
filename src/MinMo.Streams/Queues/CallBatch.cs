using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace MinMo.Streams.Queues;

/// <summary>What one publish call put on a stream. Events are immutable and travel by reference within the silo.</summary>
[GenerateSerializer, Immutable, Alias("minmo.call-batch")]
internal sealed class CallBatch(StreamId streamId, object[] events) : IBatchContainer
{
    [Id(0)]
    private readonly object[] _events = events;

    [Id(1)]
    public StreamId StreamId { get; } = streamId;

    /// <summary>Given by the reader of the queue, which alone knows the order.</summary>
    [Id(2)]
    public long Sequence { get; private set; }

    public StreamSequenceToken SequenceToken => new EventSequenceTokenV2(Sequence);

    public void Number(long sequence) => Sequence = sequence;

    public IEnumerable<Tuple<T, StreamSequenceToken>> GetEvents<T>()
    {
        for (var index = 0; index < _events.Length; index++)
        {
            if (_events[index] is T item)
            {
                yield return Tuple.Create<T, StreamSequenceToken>(item, new EventSequenceTokenV2(Sequence, index));
            }
        }
    }

    /// <summary>Request contexts do not travel on call streams.</summary>
    public bool ImportRequestContext() => false;
}
