using Microsoft.Extensions.Time.Testing;
using MinMo.Abstractions.Calls;
using MinMo.Gateways.Realtime.Audio;

namespace MinMo.Gateways.Tests.Realtime;

public sealed class PlayoutClockTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_client_that_sends_nothing_plays_by_the_wall_clock()
    {
        var clock = new PlayoutClock(_time);
        clock.Elapse(CallPosition.Zero);

        _time.Advance(TimeSpan.FromMilliseconds(70));

        Assert.Equal(TimeSpan.FromMilliseconds(70), clock.Elapse(CallPosition.Zero));
    }

    [Fact]
    public void A_client_that_sends_faster_than_real_time_plays_by_its_audio()
    {
        var clock = new PlayoutClock(_time);
        clock.Elapse(new CallPosition(16_000));

        _time.Advance(TimeSpan.FromMilliseconds(20));

        Assert.Equal(TimeSpan.FromSeconds(2), clock.Elapse(new CallPosition(48_000)));
        Assert.Equal(TimeSpan.Zero, clock.Elapse(new CallPosition(48_000)));
    }

    [Fact]
    public void It_begins_anew_with_every_reply()
    {
        var clock = new PlayoutClock(_time);
        clock.Elapse(CallPosition.Zero);
        clock.Stop();

        _time.Advance(TimeSpan.FromSeconds(9));

        Assert.Equal(TimeSpan.Zero, clock.Elapse(CallPosition.Zero));
    }
}
