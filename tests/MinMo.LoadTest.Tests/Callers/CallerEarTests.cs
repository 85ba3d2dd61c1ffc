using MinMo.LoadTest.Callers;
using MinMo.LoadTest.Lines;

namespace MinMo.LoadTest.Tests.Callers;

public sealed class CallerEarTests
{
    private readonly List<CallMoment> _moments = [];
    private readonly CallerEar _ear;
    private TimeSpan _now;

    public CallerEarTests() => _ear = new CallerEar(_moments);

    [Fact]
    public void A_reply_is_heard_from_its_first_audible_sample_to_its_last()
    {
        Take(new ReplyStarted("r"), new ReplyAudio("r", [.. Sound(0, 30), .. Sound(1000, 100)]), new ReplyAudioComplete("r"));
        Play(500);

        Assert.Equal(new AgentSounded(Ms(30), Ms(130), "r"), Assert.Single(_moments.OfType<AgentSounded>()));
        Assert.Empty(_moments.OfType<PlayoutUnderran>());
    }

    [Fact]
    public void A_short_gap_is_a_pause_and_a_long_one_is_silence()
    {
        Take(new ReplyAudio("r", [.. Sound(1000, 100), .. Sound(0, 280), .. Sound(1000, 100), .. Sound(0, 400), .. Sound(1000, 100)]));
        Play(1_400);

        Assert.Equal(
            [new AgentSounded(Ms(0), Ms(480), "r"), new AgentSounded(Ms(880), Ms(980), "r")], _moments.OfType<AgentSounded>());
    }

    [Fact]
    public void Audio_that_comes_too_late_is_an_underrun_and_not_in_time()
    {
        Take(new ReplyStarted("r"), new ReplyAudio("r", Sound(1000, 50)));
        Play(100);
        Take(new ReplyAudio("r", Sound(1000, 50)));
        Take(new ReplyAudio("r", Sound(1000, 50)), new ReplyAudioComplete("r"));
        Play(200);

        Assert.Equal(Ms(50), Assert.Single(_moments.OfType<PlayoutUnderran>()).At);
        Assert.Equal(
            [(true, true), (false, false), (false, true)],
            _moments.OfType<ChunkArrived>().Select(chunk => (chunk.First, chunk.InTime)));
    }

    [Fact]
    public void The_end_of_a_reply_is_no_underrun_and_the_next_one_begins_in_time()
    {
        Take(new ReplyStarted("a"), new ReplyAudio("a", Sound(1000, 50)), new ReplyAudioComplete("a"));
        Play(100);
        Take(new ReplyFinished("a", ReplyEnding.Completed), new ReplyStarted("b"), new ReplyAudio("b", Sound(1000, 50)));
        Take(new ReplyAudio("b", Sound(1000, 50)), new ReplyAudioComplete("b"));
        Play(200);

        Assert.Empty(_moments.OfType<PlayoutUnderran>());
        Assert.All(_moments.OfType<ChunkArrived>(), chunk => Assert.True(chunk.InTime));
        _ear.Finish();
        Assert.Equal(["a", "b"], _moments.OfType<AgentSounded>().Select(sounded => sounded.Reply));
    }

    [Fact]
    public void A_flush_silences_what_was_not_played()
    {
        Take(new ReplyStarted("r"), new ReplyAudio("r", Sound(1000, 1000)));
        Play(200);
        Take(new PlayoutHeld());
        Play(100);
        Take(new PlayoutFlushed(), new ReplyFinished("r", ReplyEnding.Interrupted));
        Play(500);

        Assert.Equal(Ms(0), Assert.Single(_moments.OfType<AgentSounded>()).At);
        Assert.InRange(_moments.OfType<AgentSounded>().Single().Until, Ms(200), Ms(206));
        Assert.False(_ear.Busy);
        Assert.Empty(_moments.OfType<PlayoutUnderran>());
    }

    [Fact]
    public void A_hold_that_is_taken_back_goes_on_where_it_stopped()
    {
        Take(new ReplyStarted("r"), new ReplyAudio("r", Sound(1000, 400)), new ReplyAudioComplete("r"));
        Play(200);
        Take(new PlayoutHeld());
        Play(200);
        Take(new PlayoutResumed());
        Play(600);

        var sounded = Assert.Single(_moments.OfType<AgentSounded>());
        Assert.InRange(sounded.Until - sounded.At, Ms(594), Ms(606));
    }

    [Fact]
    public void More_than_the_player_holds_is_kept_and_played()
    {
        Take(new ReplyStarted("r"));
        for (int second = 0; second < 40; second++)
        {
            Take(new ReplyAudio("r", Sound(1000, 1000)));
        }

        Take(new ReplyAudioComplete("r"));
        Play(41_000);

        Assert.Equal(Ms(40_000), Assert.Single(_moments.OfType<AgentSounded>()).Until);
    }

    [Fact]
    public void Audio_behind_the_end_of_its_reply_is_ignored()
    {
        Take(new ReplyAudio("r", Sound(1000, 20)), new ReplyFinished("r", ReplyEnding.Completed));
        Play(40);
        Take(new ReplyAudio("r", Sound(1000, 20)));
        Play(400);

        Assert.Equal(Ms(20), Assert.Single(_moments.OfType<AgentSounded>()).Until);
    }

    private static short[] Sound(short amplitude, int milliseconds)
    {
        var samples = new short[milliseconds * 16];
        samples.AsSpan().Fill(amplitude);
        return samples;
    }

    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Take(params LineEvent[] events)
    {
        foreach (var happened in events)
        {
            _ear.Take(happened, _now);
        }
    }

    private void Play(int milliseconds)
    {
        for (int played = 0; played < milliseconds; played += 20)
        {
            _ear.Play(_now);
            _now += Ms(20);
        }
    }
}
