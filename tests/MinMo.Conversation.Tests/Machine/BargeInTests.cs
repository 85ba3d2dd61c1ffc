using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Testing.Scripting;

namespace MinMo.Conversation.Tests.Machine;

public sealed class BargeInTests
{
    // The reply begins at about 2.05 s; a character takes 60 ms.
    private const string Counting = "one two three four five six seven eight nine ten eleven twelve.";

    private static ScriptedCaller Question()
        => new ScriptedCaller().IsSilentFor(512.Ms).Speaks("count to twelve please", 1024.Ms);

    private static ScriptedCall CallOf(ScriptedCaller caller, CallSettings? settings = null)
        => new(new EngineScript { Heard = caller.Utterances, Replies = [Counting, "All right."] }, settings);

    [Fact]
    public void Words_that_claim_the_floor_stop_the_agent()
    {
        var caller = Question().IsSilentUntil(4000.Ms).Speaks("no stop it now", 1000.Ms);

        var call = CallOf(caller).PlayUntil(caller, 9000.Ms);

        var cut = call.All<ReplyEnded>()[0];
        Assert.Equal(ReplyOutcome.Interrupted, cut.Outcome);
        Assert.InRange(call.All<PlayoutPaused>()[0].At.Milliseconds, 4000 + 96, 4000 + 180);
        Assert.InRange(call.All<PlayoutFlushed>()[0].At.Milliseconds, 4000 + 480, 4000 + 620);
        Assert.Equal("no stop it now", call.All<TurnCommitted>()[1].Text);
        Assert.Equal(["count to twelve please", cut.Heard, "no stop it now", "All right."],
            call.Dialogue.Select(entry => entry.Text));
    }

    [Fact]
    public void Barge_in_cuts_the_history_at_the_last_word_heard()
    {
        var caller = Question().IsSilentUntil(4000.Ms).Speaks("no stop it now", 1000.Ms);

        var call = CallOf(caller).PlayUntil(caller, 9000.Ms);

        // Heard until the tentative pause: about 34 characters of 60 ms, the reply began at 2.05 s.
        string heard = call.All<ReplyEnded>()[0].Heard;
        Assert.StartsWith("one two three", heard, StringComparison.Ordinal);
        Assert.StartsWith(heard + " ", Counting, StringComparison.Ordinal);
        Assert.InRange(heard.Length, 24, 34);
        Assert.True(call.Dialogue[1].Interrupted);
        Assert.Contains($"<Assistant>{heard}", call.Engine.LaneOf(new CallId("call")), StringComparison.Ordinal);
        Assert.DoesNotContain("twelve.", call.Engine.LaneOf(new CallId("call")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_agent_is_silent_from_the_tentative_pause_on()
    {
        var caller = Question().IsSilentUntil(4000.Ms).Speaks("no stop it now", 1000.Ms);

        var call = CallOf(caller).PlayUntil(caller, 5000.Ms);

        int from = 4200 * 16;
        Assert.All(call.HeardAudio.Skip(from).Take(700 * 16), sample => Assert.Equal(0, sample));
        Assert.Contains(call.HeardAudio.Take(from), sample => sample != 0);
    }

    [Fact]
    public void A_back_channel_does_not_stop_the_agent()
    {
        var caller = Question().IsSilentUntil(4000.Ms).Speaks("uh-huh", 400.Ms);

        var call = CallOf(caller).PlayUntil(caller, 9000.Ms);

        Assert.Single(call.All<PlayoutPaused>());
        Assert.Single(call.All<PlayoutResumed>());
        Assert.Equal(ReplyOutcome.Completed, call.One<ReplyEnded>().Outcome);
        Assert.Equal(Counting, call.One<ReplyEnded>().Heard);
        Assert.Single(call.All<TurnCommitted>());
    }

    [Fact]
    public void A_tentative_pause_that_is_taken_back_loses_no_audio()
    {
        var caller = Question().IsSilentUntil(4000.Ms).Sounds(0.9f, 160.Ms);

        var call = CallOf(caller).PlayUntil(caller, 9000.Ms);

        var sounding = call.HeardAudio.Where(sample => sample != 0).ToArray();
        Assert.Single(call.All<PlayoutResumed>());
        Assert.Equal(Counting, ScriptedVoice.TextOf(sounding, 960));
    }

    [Fact]
    public void One_tick_of_speech_is_not_even_suspicious()
    {
        var caller = Question().IsSilentUntil(4000.Ms).Sounds(0.9f, 64.Ms);

        var call = CallOf(caller).PlayUntil(caller, 9000.Ms);

        Assert.Empty(call.All<PlayoutPaused>());
    }

    [Fact]
    public void Long_speech_without_clear_words_stops_the_agent()
    {
        var caller = Question().IsSilentUntil(4000.Ms).Sounds(0.9f, 2000.Ms);

        var call = CallOf(caller).PlayUntil(caller, 8000.Ms);

        Assert.Equal(ReplyOutcome.Interrupted, call.All<ReplyEnded>()[0].Outcome);
        Assert.InRange(call.All<PlayoutFlushed>()[0].At.Milliseconds, 4000 + 1400, 4000 + 1500);
    }

    [Fact]
    public void Speech_during_thinking_continues_the_same_turn()
    {
        var caller = Question().IsSilentUntil(2100.Ms).Speaks("and slowly", 700.Ms);
        var call = CallOf(caller);
        call.Delays[StepKind.Think] = 1000.Ms;

        call.PlayUntil(caller, 14000.Ms);

        Assert.Equal("count to twelve please and slowly", call.All<TurnCommitted>()[^1].Text);
        Assert.Equal(ReplyOutcome.TakenBack, call.All<ReplyEnded>()[0].Outcome);
        Assert.Single(call.All<TurnReopened>());
        Assert.Equal("count to twelve please and slowly", call.Dialogue[0].Text);
        Assert.Equal(2, call.Dialogue.Count);
    }

    [Fact]
    public void Speech_just_after_the_answer_began_takes_it_back()
    {
        var caller = Question().IsSilentUntil(2200.Ms).Speaks("and slowly", 700.Ms);

        var call = CallOf(caller).PlayUntil(caller, 12000.Ms);

        Assert.Equal(ReplyOutcome.TakenBack, call.All<ReplyEnded>()[0].Outcome);
        Assert.Equal("count to twelve please and slowly", call.Dialogue[0].Text);
    }

    [Fact]
    public void The_reply_goes_out_while_the_caller_still_makes_noise()
    {
        // Between the thresholds: neither speech nor silence for the detector, no barge-in for the watch.
        var caller = Question().IsSilentUntil(2400.Ms).Sounds(0.45f, 5000.Ms);

        var call = CallOf(caller).PlayUntil(caller, 9000.Ms);

        Assert.Equal(ReplyOutcome.Completed, call.One<ReplyEnded>().Outcome);
    }

    [Fact]
    public void Speech_over_the_end_of_the_reply_becomes_a_turn()
    {
        // The reply ends at about 5.85 s.
        var caller = Question().IsSilentUntil(5760.Ms).Speaks("what about thirteen", 1200.Ms);

        var call = CallOf(caller).PlayUntil(caller, 11000.Ms);

        Assert.Equal("what about thirteen", call.All<TurnCommitted>()[1].Text);
    }

    [Fact]
    public void Without_interruption_the_agent_speaks_to_its_end()
    {
        var caller = Question().IsSilentUntil(4000.Ms).Speaks("no stop it now", 1000.Ms);
        var settings = new CallSettings { Turns = new TurnSettings { InterruptReply = false } };

        var call = CallOf(caller, settings).PlayUntil(caller, 9000.Ms);

        Assert.Equal(ReplyOutcome.Completed, call.All<ReplyEnded>()[0].Outcome);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    [InlineData(1800)]
    [InlineData(2060)]
    [InlineData(3500)]
    [InlineData(4300)]
    public void Hanging_up_in_any_state_gives_the_place_back(int atMs)
    {
        var caller = Question().IsSilentUntil(4000.Ms).Speaks("no stop it now", 1000.Ms);
        var call = CallOf(caller);
        call.Delays[StepKind.Think] = 40.Ms;
        call.PlayUntil(caller, atMs.Ms);

        call.Send(new HungUp());

        Assert.True(call.Released);
        Assert.Single(call.All<CallEnded>());
        Assert.Equal(TurnPhase.Ended, call.Phase);
        Assert.Equal(0, call.Engine.OpenSessions);
        Assert.Equal(call.All<ReplyStarted>().Count, call.All<ReplyEnded>().Count);
    }
}
