using MinMo.Streams.Queues;

namespace MinMo.Streams.Tests.Queues;

public sealed class StreamCreditsTests
{
    private static readonly StreamId Call = StreamId.Create("test", "call");
    private static readonly StreamId Other = StreamId.Create("test", "other");

    [Fact]
    public void A_stream_beyond_its_limit_waits_and_others_do_not()
    {
        var credits = new StreamCredits(messagesPerStream: 2);
        Assert.True(credits.AcquireAsync(Call).IsCompleted);
        Assert.True(credits.AcquireAsync(Call).IsCompleted);

        Assert.False(credits.AcquireAsync(Call).IsCompleted);
        Assert.True(credits.AcquireAsync(Other).IsCompleted);
    }

    [Fact]
    public void Waiting_writers_are_served_in_order()
    {
        var credits = new StreamCredits(messagesPerStream: 1);
        _ = credits.AcquireAsync(Call);
        var first = credits.AcquireAsync(Call);
        var second = credits.AcquireAsync(Call);

        credits.Release(Call);

        Assert.True(first.IsCompleted);
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public void A_stream_that_gave_everything_back_is_forgotten()
    {
        var credits = new StreamCredits(messagesPerStream: 1);
        _ = credits.AcquireAsync(Call);
        _ = credits.AcquireAsync(Call);

        credits.Release(Call);
        Assert.Equal(1, credits.Streams);
        credits.Release(Call);

        Assert.Equal(0, credits.Streams);
    }
}
