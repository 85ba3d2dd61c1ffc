using MinMo.Streams.Queues;

namespace MinMo.Streams.Cache;

/// <summary>The messages of one stream that not all of its cursors have passed.</summary>
internal sealed class StreamLog
{
    private readonly List<(CallBatch Batch, long Arrived)> _batches = [];
    private readonly List<StreamLogCursor> _cursors = [];

    /// <summary>Index of the oldest message, counted since the log began.</summary>
    public long Begin { get; private set; }

    /// <summary>Index behind the newest message.</summary>
    public long End => Begin + _batches.Count;

    public bool IsEmpty => _batches.Count == 0;

    public bool HasCursors => _cursors.Count > 0;

    public void Add(CallBatch batch, long arrived) => _batches.Add((batch, arrived));

    public CallBatch At(long index) => _batches[(int)(index - Begin)].Batch;

    public void Attach(StreamLogCursor cursor) => _cursors.Add(cursor);

    public void Detach(StreamLogCursor cursor) => _cursors.Remove(cursor);

    /// <summary>Index of the first message that is not older than a sequence number.</summary>
    public long IndexOf(long sequence) => Begin + _batches.TakeWhile(entry => entry.Batch.Sequence < sequence).Count();

    /// <summary>Drops what all cursors have passed; without cursors nothing.</summary>
    /// <returns>How many messages were dropped.</returns>
    public int DropPassed()
    {
        if (!HasCursors)
        {
            return 0;
        }

        var passed = End;
        foreach (var cursor in _cursors)
        {
            passed = Math.Min(passed, cursor.Next);
        }

        return Drop((int)(passed - Begin));
    }

    /// <summary>Drops what arrived before a time.</summary>
    /// <returns>How many messages were dropped.</returns>
    public int DropArrivedBefore(long time) => Drop(_batches.TakeWhile(entry => entry.Arrived < time).Count());

    private int Drop(int count)
    {
        _batches.RemoveRange(0, count);
        Begin += count;
        return count;
    }
}
