using MinMo.Streams.Queues;
using Orleans.Streams;

namespace MinMo.Streams.Cache;

/// <summary>How far one subscription has read its stream. It keeps what it has not read.</summary>
internal sealed class StreamLogCursor(StreamLogCache cache, StreamId streamId, StreamLog log, long next)
    : IQueueCacheCursor
{
    private CallBatch? _current;
    private bool _closed;

    public StreamId StreamId => streamId;

    public StreamLog Log => log;

    /// <summary>Index of the message to be read next.</summary>
    public long Next { get; private set; } = next;

    public IBatchContainer? GetCurrent(out Exception? exception)
    {
        exception = null;
        return _current;
    }

    public bool MoveNext()
    {
        if (Next == log.End)
        {
            _current = null;
            return false;
        }

        _current = log.At(Next++);
        cache.Passed(this);
        return true;
    }

    /// <summary>Nothing to do: the cursor stands in the stream's own log and sees new messages by itself.</summary>
    public void Refresh(StreamSequenceToken token)
    {
    }

    /// <summary>Nothing to do: the message that could not be delivered has been passed.</summary>
    public void RecordDeliveryFailure()
    {
    }

    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            cache.Close(this);
        }
    }
}
