using MinMo.LoadTest.Lines;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Tests.Measures;

public sealed class CallMeasuresTests
{
    [Fact]
    public void First_audio_is_counted_from_the_last_word()
    {
        var call = new RecordedCall()
            .Caller(1, 2).Agent("a", 2.7, 4).Over("a", 4, ReplyEnding.Completed)
            .Caller(5, 6).Agent("b", 7.1, 8)
            .Measure(9);

        Assert.Equal([700, 1_100], call.Turns.Select(turn => Math.Round(turn.FirstAudio!.Value.TotalMilliseconds)));
        Assert.Equal(2.2, call.AgentSpeech.TotalSeconds, 6);
    }

    [Fact]
    public void A_turn_without_an_answer_counts_if_the_caller_waited()
    {
        var call = new RecordedCall().Caller(1, 2).Caller(17, 18).Caller(30, 31).Measure(35);

        Assert.Equal([(true, true), (true, true), (true, false)], call.Turns.Select(turn => (turn.FirstAudio is null, turn.Counts)));
    }

    [Fact]
    public void A_reply_that_goes_on_behind_a_pause_is_no_answer()
    {
        var call = new RecordedCall()
            .Caller(1, 2).Agent("a", 3, 5).Caller(5.2, 6).Agent("a", 6.5, 7).Agent("b", 8, 9).Measure(20);

        Assert.Equal(TimeSpan.FromSeconds(2), call.Turns[1].FirstAudio);
    }

    [Fact]
    public void An_agent_that_speaks_inside_a_turn_cut_in_and_talked_over()
    {
        var call = new RecordedCall().Caller(1, 4).Agent("a", 2.5, 4.5).Agent("b", 6, 7).Measure(60);

        Assert.True(call.Turns[0].CutIn);
        Assert.Equal(TimeSpan.FromSeconds(1.5), call.TalkOver);
        Assert.Equal(TimeSpan.FromSeconds(2), call.Turns[0].FirstAudio);
    }

    [Fact]
    public void A_barge_in_is_measured_to_the_end_of_the_sound()
    {
        var call = new RecordedCall()
            .Caller(1, 2).Agent("a", 3, 5.3).Caller(5, 6, SpeechRole.BargeIn).Over("a", 5.4, ReplyEnding.Interrupted)
            .Agent("b", 7, 8).Measure(20);

        var bargeIn = Assert.Single(call.BargeIns);
        Assert.Equal((300, false), (bargeIn.ToSilence!.Value.TotalMilliseconds, bargeIn.Missed));
        Assert.Equal(TimeSpan.FromSeconds(1), call.Turns[1].FirstAudio);
        Assert.Equal(TimeSpan.Zero, call.TalkOver);
    }

    [Fact]
    public void An_agent_that_goes_on_for_two_seconds_did_not_stop()
    {
        var call = new RecordedCall()
            .Caller(1, 2).Agent("a", 3, 9).Caller(5, 6, SpeechRole.BargeIn).Over("a", 9, ReplyEnding.Completed).Measure(20);

        Assert.True(Assert.Single(call.BargeIns).Missed);
    }

    [Fact]
    public void A_reply_that_ended_by_itself_proves_nothing()
    {
        var call = new RecordedCall()
            .Caller(1, 2).Agent("a", 3, 5.5).Caller(5, 6, SpeechRole.BargeIn).Over("a", 5.5, ReplyEnding.Completed)
            .Caller(8, 9, SpeechRole.BargeIn).Measure(20);

        Assert.Empty(call.BargeIns);
    }

    [Fact]
    public void A_stop_for_a_back_channel_is_false()
    {
        var call = new RecordedCall()
            .Caller(1, 2).Agent("a", 3, 5.2).Caller(5, 5.3, SpeechRole.BackChannel).Over("a", 5.6, ReplyEnding.Interrupted)
            .Measure(20);

        Assert.Equal((1, 1, 1), (call.Disturbances, call.FalseStops, call.Hesitations));
    }

    [Fact]
    public void A_hold_that_is_taken_back_is_a_hesitation()
    {
        var call = new RecordedCall()
            .Caller(1, 2).Agent("a", 3, 8).Caller(5, 5.3, SpeechRole.Background).Held(5.1).Over("a", 8, ReplyEnding.Completed)
            .Measure(20);

        Assert.Equal((1, 0, 1), (call.Disturbances, call.FalseStops, call.Hesitations));
    }

    [Fact]
    public void What_a_turn_stops_is_not_blamed_on_the_back_channel_before_it()
    {
        var call = new RecordedCall()
            .Caller(1, 2).Agent("a", 3, 6.3).Caller(5, 5.3, SpeechRole.BackChannel).Caller(6, 7, SpeechRole.BargeIn)
            .Held(6.1).Over("a", 6.4, ReplyEnding.Interrupted).Measure(20);

        Assert.Equal((1, 0, 0), (call.Disturbances, call.FalseStops, call.Hesitations));
    }

    [Fact]
    public void A_back_channel_into_silence_disturbs_nobody()
        => Assert.Equal(0, new RecordedCall().Caller(1, 2).Caller(5, 6, SpeechRole.BackChannel).Measure(20).Disturbances);

    [Fact]
    public void Drift_is_the_slope_of_the_lag()
    {
        var call = new RecordedCall();
        for (int second = 0; second <= 60; second++)
        {
            call.Lag(second, 0.1 + (second * 0.002));
        }

        Assert.Equal(0.12, call.Measure(60).DriftPerMinute, 6);
    }

    [Fact]
    public void A_short_call_has_no_drift()
        => Assert.True(double.IsNaN(new RecordedCall().Lag(0, 0.1).Lag(9, 0.2).Measure(10).DriftPerMinute));

    [Fact]
    public void First_pieces_of_a_reply_cannot_be_late()
    {
        var call = new RecordedCall()
            .Chunk(1, first: true, inTime: true).Chunk(1.1, first: false, inTime: true).Underrun(1.3)
            .Chunk(1.4, first: false, inTime: false).Measure(5);

        Assert.Equal((2, 1, 1), (call.LaterChunks, call.ChunksInTime, call.Underruns));
    }
}
