using Microsoft.Extensions.Time.Testing;
using MinMo.Streams.Cache;
using MinMo.Streams.Queues;
using Orleans.Streams;

namespace MinMo.Streams.Tests.Cache;

public sealed class StreamLogCacheTests
{
    private static readonly StreamId Call = StreamId.Create("test", "call");
    private static readonly StreamId Other = StreamId.Create("test", "other");

    private readonly FakeTimeProvider _time = new();
    private readonly StreamCredits _credits = new(messagesPerStream: 1_000);
    private readonly StreamLogCache _cache;
    private long _sequence;

    public StreamLogCacheTests() => _cache = new StreamLogCache(_credits, new CallStreamOptions(), _time);

    [Fact]
    public void A_hundred_thousand_messages_leave_nothing_behind()
    {
        using var cursor = _cache.GetCacheCursor(Call, null);
        var most = 0;
        for (var message = 0; message < 100_000; message++)
        {
            Add(Call);
            most = Math.Max(most, _cache.Held);
            Assert.True(Moves(cursor));
        }

        Assert.Equal(1, most);
        Assert.Equal(0, _cache.Held);
        Assert.Equal(0, _credits.Streams);
    }

    [Fact]
    public void Logs_of_streams_that_ended_are_removed()
    {
        for (var call = 0; call < 1_000; call++)
        {
            var stream = StreamId.Create("test", $"call-{call}");
            using var cursor = _cache.GetCacheCursor(stream, null);
            Add(stream);
            Assert.True(Moves(cursor));
        }

        Assert.Equal(0, _cache.Logs);
    }

    [Fact]
    public void A_message_stays_until_the_last_subscriber_has_taken_it()
    {
        using var quick = _cache.GetCacheCursor(Call, null);
        using var slow = _cache.GetCacheCursor(Call, null);
        Add(Call);
        Add(Call);

        Assert.True(Moves(quick));
        Assert.True(Moves(quick));
        Assert.Equal(2, _cache.Held);

        Assert.True(Moves(slow));
        Assert.Equal(1, _cache.Held);
    }

    [Fact]
    public void A_cursor_at_a_token_begins_with_that_message()
    {
        using var pin = _cache.GetCacheCursor(Call, null);
        Add(Call);
        var second = Add(Call);
        Add(Call);

        using var cursor = _cache.GetCacheCursor(Call, second.SequenceToken);

        Assert.True(Moves(cursor));
        Assert.Same(second, cursor.GetCurrent(out _));
    }

    [Fact]
    public void A_cursor_sees_its_own_stream_only()
    {
        using var cursor = _cache.GetCacheCursor(Call, null);

        Add(Other);

        Assert.False(Moves(cursor));
    }

    [Fact]
    public void Messages_nobody_has_subscribed_to_are_dropped_after_a_while()
    {
        Add(Call);
        _time.Advance(TimeSpan.FromSeconds(4));
        _cache.TryPurgeFromCache(out _);
        Assert.Equal(1, _cache.Held);

        _time.Advance(TimeSpan.FromSeconds(2));
        _cache.TryPurgeFromCache(out _);

        Assert.Equal(0, _cache.Held);
        Assert.Equal(0, _cache.Logs);
        Assert.Equal(0, _credits.Streams);
    }

    [Fact]
    public void A_subscription_in_time_still_gets_messages_from_before()
    {
        var first = Add(Call);
        _time.Advance(TimeSpan.FromSeconds(4));
        _cache.TryPurgeFromCache(out _);

        using var cursor = _cache.TryGetCacheCursorAtPosition(
            Call, StreamSubscriptionStartPosition.EarliestAvailable).Cursor!;

        Assert.True(Moves(cursor));
        Assert.Same(first, cursor.GetCurrent(out _));
    }

    [Fact]
    public void Closing_a_cursor_twice_leaves_the_next_log_alone()
    {
        var old = _cache.GetCacheCursor(Call, null);
        old.Dispose();
        using var cursor = _cache.GetCacheCursor(Call, null);
        Add(Call);

        old.Dispose();

        Assert.True(Moves(cursor));
    }

    private static bool Moves(IQueueCacheCursor cursor)
        => cursor.MoveNextWithResult().Kind == QueueCacheCursorMoveResultKind.Success;

    private CallBatch Add(StreamId streamId)
    {
        Assert.True(_credits.AcquireAsync(streamId).IsCompletedSuccessfully);
        var batch = new CallBatch(streamId, [_sequence]);
        batch.Number(++_sequence);
        _cache.AddToCache([batch]);
        return batch;
    }
}
