using CsCheck;
using MinMo.Audio.Playout;

namespace MinMo.Audio.Tests.Playout;

public sealed class PlayoutBufferTests
{
    private const int Rate = 8000;
    private const int Frame = 160; // 20 ms
    private const int Ramp = 40; // 5 ms

    private static readonly PlayoutSegment First = new(1);
    private static readonly PlayoutSegment Second = new(2);

    [Fact]
    public void Audio_comes_out_as_it_went_in_and_is_counted_for_its_segment()
    {
        var buffer = Make();
        short[] audio = Signals.Noise16(400, seed: 1);
        buffer.Enqueue(First, audio.AsSpan(0, 250));
        buffer.Enqueue(Second, audio.AsSpan(250));

        short[] heard = [.. Pull(buffer), .. Pull(buffer), .. Pull(buffer)];

        Assert.Equal(audio, heard[..400]);
        Assert.All(heard[400..], sample => Assert.Equal(0, sample));
        Assert.Equal(250, buffer.PlayedSamples(First));
        Assert.Equal(150, buffer.PlayedSamples(Second));
        Assert.Equal(Second, buffer.Playing);
    }

    [Fact]
    public void A_full_buffer_takes_what_fits_and_keeps_what_it_has()
    {
        var buffer = new PlayoutBuffer(Rate, 300);
        short[] audio = Signals.Noise16(500, seed: 2);

        Assert.Equal(300, buffer.Enqueue(First, audio));
        Assert.Equal(0, buffer.Enqueue(First, audio.AsSpan(300)));
        short[] first = Pull(buffer);
        Assert.Equal(160, buffer.Enqueue(First, audio.AsSpan(300)));
        short[] rest = [.. first, .. Pull(buffer), .. Pull(buffer)];

        Assert.Equal(audio[..460], rest[..460]);
    }

    [Fact]
    public void A_segment_that_runs_dry_before_its_end_is_one_underrun_however_long()
    {
        var buffer = Make();
        buffer.Enqueue(First, Loud(200));

        Pull(buffer);
        Assert.Equal(0, buffer.Underruns);
        Pull(buffer);
        Pull(buffer);
        Assert.Equal(1, buffer.Underruns);
        buffer.Enqueue(First, Loud(Frame));
        Pull(buffer);
        Pull(buffer);
        Assert.Equal(2, buffer.Underruns);
    }

    [Fact]
    public void Silence_before_a_segment_after_its_end_and_in_a_pause_is_no_underrun()
    {
        var buffer = Make();
        Pull(buffer);
        buffer.Enqueue(First, Loud(200));
        buffer.EndSegment(First);
        Pull(buffer);
        Pull(buffer);
        buffer.Enqueue(Second, Loud(Frame));
        Pull(buffer);
        buffer.Pause();
        Pull(buffer);

        Assert.Equal(0, buffer.Underruns);
        Assert.True(buffer.IsOver(First));
        Assert.False(buffer.IsOver(Second));
    }

    [Fact]
    public void A_pause_fades_out_within_5_ms_and_a_resume_goes_on_with_the_next_sample()
    {
        var buffer = Make();
        buffer.Enqueue(First, Loud(1000));
        Pull(buffer);

        buffer.Pause();
        short[] paused = Pull(buffer);
        Assert.Equal(FallingRamp(), paused[..Ramp]);
        Assert.All(paused[Ramp..], sample => Assert.Equal(0, sample));
        Assert.Equal(0, buffer.Pull(new short[Frame]));
        Assert.Equal(Frame + Ramp, buffer.PlayedSamples(First));
        Assert.Equal(1000 - Frame - Ramp, buffer.QueuedSamples);

        buffer.Resume();
        short[] resumed = Pull(buffer);
        Assert.Equal(FallingRamp().Reverse(), resumed[..Ramp]);
        Assert.All(resumed[Ramp..], sample => Assert.Equal(1000, sample));
        Assert.Equal((2 * Frame) + Ramp, buffer.PlayedSamples(First));
    }

    [Fact]
    public void A_pause_taken_back_before_the_next_frame_is_not_heard()
    {
        var buffer = Make();
        buffer.Enqueue(First, Loud(1000));
        Pull(buffer);

        buffer.Pause();
        buffer.Resume();

        Assert.All(Pull(buffer), sample => Assert.Equal(1000, sample));
    }

    [Fact]
    public void A_pause_in_silence_lets_nothing_through()
    {
        var buffer = Make();
        buffer.Pause();
        buffer.Enqueue(First, Loud(1000));

        Assert.Equal(0, buffer.Pull(new short[Frame]));
        Assert.Equal(0, buffer.PlayedSamples(First));
    }

    [Fact]
    public void A_flush_reports_what_will_not_be_heard_and_fades_the_rest()
    {
        var buffer = Make();
        buffer.Enqueue(First, Loud(400));
        buffer.EndSegment(First);
        buffer.Enqueue(Second, Loud(300));
        Pull(buffer);

        var unplayed = buffer.Flush();
        short[] tail = Pull(buffer);

        Assert.Equal([new(First, 400 - Frame - Ramp), new(Second, 300)], unplayed);
        Assert.Equal(FallingRamp(), tail[..Ramp]);
        Assert.All(tail[Ramp..], sample => Assert.Equal(0, sample));
        Assert.Equal(Frame + Ramp, buffer.PlayedSamples(First));
        Assert.Equal(0, buffer.PlayedSamples(Second));
        Assert.True(buffer.IsOver(First));
        Assert.True(buffer.IsOver(Second));
        Assert.Equal(0, buffer.Underruns);
    }

    [Fact]
    public void A_fade_shorter_than_5_ms_still_ends_in_silence()
    {
        var buffer = Make();
        buffer.Enqueue(First, Loud(Frame + 8));
        Pull(buffer);

        buffer.Flush();
        short[] tail = Pull(buffer);

        Assert.Equal<short>([875, 750, 625, 500, 375, 250, 125, 0, 0], tail[..9]);
    }

    [Fact]
    public void A_flush_of_a_paused_buffer_discards_all_and_the_next_segment_plays_in_full()
    {
        var buffer = Make();
        buffer.Enqueue(First, Loud(1000));
        Pull(buffer);
        buffer.Pause();
        Pull(buffer);

        var unplayed = buffer.Flush();
        buffer.Enqueue(Second, Loud(Frame));

        Assert.Equal([new(First, 1000 - Frame - Ramp)], unplayed);
        Assert.False(buffer.IsPaused);
        Assert.All(Pull(buffer), sample => Assert.Equal(1000, sample));
    }

    [Fact]
    public void A_segment_that_follows_a_flush_at_once_is_not_faded()
    {
        var buffer = Make();
        buffer.Enqueue(First, Loud(1000));
        Pull(buffer);
        buffer.Flush();
        buffer.Enqueue(Second, Loud(Frame));
        buffer.Flush();
        buffer.Enqueue(new PlayoutSegment(3), Loud(Frame));

        short[] frame = Pull(buffer);

        Assert.Equal(FallingRamp(), frame[..Ramp]);
        Assert.All(frame[Ramp..], sample => Assert.Equal(1000, sample));
        Assert.Equal(0, buffer.PlayedSamples(Second));
    }

    [Fact]
    public void Audio_that_was_never_heard_is_flushed_without_a_sound()
    {
        var buffer = Make();
        buffer.Enqueue(First, Loud(1000));

        Assert.Equal([new(First, 1000)], buffer.Flush());
        Assert.Equal(0, buffer.Pull(new short[Frame]));
    }

    [Fact]
    public void Late_audio_of_a_flushed_segment_is_taken_and_thrown_away()
    {
        var buffer = Make();
        buffer.Enqueue(First, Loud(Frame));
        Pull(buffer);
        Assert.Equal([new(First, 0)], buffer.Flush());

        Assert.Equal(500, buffer.Enqueue(First, Loud(500)));

        Assert.Equal(0, buffer.QueuedSamples);
        Assert.Empty(buffer.Flush());
    }

    [Fact]
    public void Audio_after_the_end_of_its_segment_is_a_mistake_of_the_caller()
    {
        var buffer = Make();
        buffer.EndSegment(First);

        Assert.Throws<InvalidOperationException>(() => buffer.Enqueue(First, Loud(1)));
    }

    [Fact]
    public void Only_the_last_segments_are_remembered()
    {
        var buffer = Make();
        for (int i = 0; i < 1000; i++)
        {
            buffer.Enqueue(new PlayoutSegment(i), Loud(1));
            buffer.Pull(new short[1]);
        }

        Assert.Equal(0, buffer.PlayedSamples(new PlayoutSegment(0)));
        Assert.Equal(1, buffer.PlayedSamples(new PlayoutSegment(999 - 255)));
        Assert.Equal(255 + 1, buffer.Flush().Count);
    }

    [Fact]
    public void Whatever_happens_every_sample_taken_is_played_queued_or_reported()
        => Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[1, 300]).Array[0, 60].Sample(acts =>
        {
            var buffer = new PlayoutBuffer(Rate, 500);
            var generation = 0L;
            long taken = 0;
            long unplayed = 0;
            foreach (var (act, segment, size) in acts)
            {
                switch (act)
                {
                    case 0 or 1:
                        taken += buffer.Enqueue(new PlayoutSegment((generation * 10) + segment), Loud(size));
                        break;
                    case 2 or 3:
                        buffer.Pull(new short[size]);
                        break;
                    case 4 when size % 2 == 0:
                        buffer.Pause();
                        break;
                    case 4:
                        buffer.Resume();
                        break;
                    default:
                        unplayed += buffer.Flush().Sum(entry => entry.Samples);
                        generation++;
                        break;
                }
            }

            long played = Enumerable.Range(0, 1000).Sum(id => buffer.PlayedSamples(new PlayoutSegment(id)));
            return taken == played + buffer.QueuedSamples + unplayed && buffer.QueuedSamples <= 500;
        });

    private static PlayoutBuffer Make() => new(Rate, Rate);

    private static short[] Loud(int samples) => [.. Enumerable.Repeat((short)1000, samples)];

    private static short[] FallingRamp() => [.. Enumerable.Range(1, Ramp).Select(i => (short)(1000 * (Ramp - i) / Ramp))];

    private static short[] Pull(PlayoutBuffer buffer)
    {
        var frame = new short[Frame];
        buffer.Pull(frame);
        return frame;
    }
}
