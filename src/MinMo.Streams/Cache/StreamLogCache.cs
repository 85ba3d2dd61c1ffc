using System.Diagnostics.CodeAnalysis;
using MinMo.Streams.Queues;
using Orleans.Streams;

namespace MinMo.Streams.Cache;

/// <summary>
/// Holds the messages of one queue between reading and delivery, in one log a stream. A subscriber that stands still
/// holds back its own log and, by the credits, its own writer; a message is dropped the moment its last subscriber
/// took it. Used by the pulling agent's turn only.
/// </summary>
internal sealed class StreamLogCache(StreamCredits credits, CallStreamOptions options, TimeProvider time) : IQueueCache
{
    private const int MostMessagesPerRead = 256;

    private static readonly TimeSpan PurgeEvery = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<StreamId, StreamLog> _logs = [];
    private long _purged = time.GetTimestamp();

    /// <summary>Logs with messages or cursors.</summary>
    public int Logs => _logs.Count;

    /// <summary>Messages held.</summary>
    public int Held { get; private set; }

    public int GetMaxAddCount() => MostMessagesPerRead;

    public bool IsUnderPressure() => false;

    public void AddToCache(IList<IBatchContainer> messages)
    {
        var now = time.GetTimestamp();
        foreach (var message in messages)
        {
            LogOf(message.StreamId).Add((CallBatch)message, now);
        }

        Held += messages.Count;
    }

    /// <summary>Drops messages of streams that nobody has subscribed to in time.</summary>
    /// <returns>False: nobody needs to be told what was dropped.</returns>
    public bool TryPurgeFromCache([MaybeNullWhen(false)] out IList<IBatchContainer> purgedItems)
    {
        purgedItems = null;
        if (time.GetElapsedTime(_purged) < PurgeEvery)
        {
            return false;
        }

        _purged = time.GetTimestamp();
        var oldest = _purged - (long)(options.KeepUnclaimedFor.TotalSeconds * time.TimestampFrequency);
        foreach (var (streamId, log) in _logs.Where(entry => !entry.Value.HasCursors))
        {
            Dropped(streamId, log.DropArrivedBefore(oldest));
            if (log.IsEmpty)
            {
                _logs.Remove(streamId);
            }
        }

        return false;
    }

    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token)
    {
        var log = LogOf(streamId);
        return Open(streamId, log, token is null ? log.End : log.IndexOf(token.SequenceNumber));
    }

    public QueueCacheCursorResult<IQueueCacheCursor> TryGetCacheCursorAtPosition(
        StreamId streamId, StreamSubscriptionStartPosition startPosition)
    {
        var log = LogOf(streamId);
        var next = startPosition == StreamSubscriptionStartPosition.EarliestAvailable ? log.Begin : log.End;
        return QueueCacheCursorResult<IQueueCacheCursor>.FromCursor(Open(streamId, log, next));
    }

    internal void Passed(StreamLogCursor cursor) => Dropped(cursor.StreamId, cursor.Log.DropPassed());

    internal void Close(StreamLogCursor cursor)
    {
        cursor.Log.Detach(cursor);
        Dropped(cursor.StreamId, cursor.Log.DropPassed());
        if (cursor.Log is { HasCursors: false, IsEmpty: true })
        {
            _logs.Remove(cursor.StreamId);
        }
    }

    private StreamLog LogOf(StreamId streamId)
    {
        if (!_logs.TryGetValue(streamId, out var log))
        {
            _logs.Add(streamId, log = new StreamLog());
        }

        return log;
    }

    private StreamLogCursor Open(StreamId streamId, StreamLog log, long next)
    {
        var cursor = new StreamLogCursor(this, streamId, log, next);
        log.Attach(cursor);
        return cursor;
    }

    private void Dropped(StreamId streamId, int count)
    {
        Held -= count;
        for (; count > 0; count--)
        {
            credits.Release(streamId);
        }
    }
}
