using MinMo.Gateways.Realtime.Audio;

namespace MinMo.Gateways.Tests.Realtime;

public sealed class ReplyPlayoutTests
{
    private const int Rate = 16_000;

    [Fact]
    public void Audio_is_sent_until_the_lead_is_full_and_goes_on_as_time_passes()
    {
        var playout = new ReplyPlayout(Rate, TimeSpan.FromSeconds(1));
        playout.Add(new short[3 * Rate]);

        Send(playout);
        Assert.Equal(Rate, playout.Sent);

        playout.Advance(TimeSpan.FromMilliseconds(500));
        Send(playout);
        Assert.Equal(Rate * 3 / 2, playout.Sent);
        Assert.Equal(Rate / 2, playout.Played);
    }

    [Fact]
    public void Nothing_is_played_that_was_not_sent()
    {
        var playout = new ReplyPlayout(Rate, TimeSpan.FromSeconds(1));
        playout.Add(new short[Rate / 2]);
        Send(playout);

        playout.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(Rate / 2, playout.Played);
        Assert.False(playout.Drained);
        playout.End();
        Assert.True(playout.Drained);
    }

    [Fact]
    public void A_client_that_holds_plays_nothing()
    {
        var playout = new ReplyPlayout(Rate, TimeSpan.FromSeconds(1)) { ClientHolds = true };
        playout.Add(new short[Rate]);
        Send(playout);

        playout.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(0, playout.Played);
    }

    [Fact]
    public void A_flush_ends_it_where_it_stands()
    {
        var playout = new ReplyPlayout(Rate, TimeSpan.FromSeconds(1));
        playout.Add(new short[3 * Rate]);
        Send(playout);
        playout.Advance(TimeSpan.FromMilliseconds(300));

        playout.Flush();
        playout.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(4_800, playout.Played);
        Assert.True(playout.Drained);
        Assert.False(playout.TryTakeDue(out _));
    }

    private static void Send(ReplyPlayout playout)
    {
        while (playout.TryTakeDue(out _))
        {
        }
    }
}
