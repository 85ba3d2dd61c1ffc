using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Testing.Scripting;

namespace MinMo.Conversation.Tests.Machine;

public sealed class TurnTests
{
    private static ScriptedCall CallOf(ScriptedCaller caller, string reply = "All right.", CallSettings? settings = null)
        => new(new EngineScript { Heard = caller.Utterances, Replies = [reply] }, settings);

    [Fact]
    public void A_finished_question_is_answered_after_the_short_wait()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms).Speaks("what time is it", 1024.Ms);

        var call = CallOf(caller).PlayUntil(caller, 4000.Ms);

        var committed = call.One<TurnCommitted>();
        Assert.Equal("what time is it", committed.Text);
        Assert.Equal(1536, call.One<SpeechStopped>().LastWord.Milliseconds);
        Assert.InRange(committed.At.Milliseconds, 1536 + 540, 1536 + 540 + 52);
        Assert.Equal("All right.", call.One<ReplyEnded>().Heard);
        Assert.Equal(ReplyOutcome.Completed, call.One<ReplyEnded>().Outcome);
    }

    [Fact]
    public void What_is_heard_besides_words_is_told_with_the_turn()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms).Speaks("what time is it", 1024.Ms);
        var traits = new SpeechTraits("en", "happy", ["laughter"]);

        var call = new ScriptedCall(new EngineScript { Heard = caller.Utterances, Traits = traits }).PlayUntil(caller, 4000.Ms);

        Assert.Same(traits, call.One<TurnCommitted>().Traits);
    }

    [Fact]
    public void The_reply_is_ready_when_the_wait_ends()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms).Speaks("what time is it", 1024.Ms);

        var call = CallOf(caller).PlayUntil(caller, 4000.Ms);

        var latency = call.One<ReplyEnded>().Latency;
        Assert.Equal(latency.Decided, latency.FirstAudio);
    }

    [Fact]
    public void An_unfinished_sentence_waits_long()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms).Hesitates("i would like to", 1024.Ms);

        var call = CallOf(caller).PlayUntil(caller, 5000.Ms);

        Assert.InRange(call.One<TurnCommitted>().At.Milliseconds, 1536 + 1400, 1536 + 1400 + 52);
    }

    [Fact]
    public void A_number_waits_for_the_next_group()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms).Speaks("four one five", 1024.Ms);

        var call = CallOf(caller).PlayUntil(caller, 5000.Ms);

        Assert.InRange(call.One<TurnCommitted>().At.Milliseconds, 1536 + 1400, 1536 + 1400 + 52);
    }

    [Fact]
    public void A_pause_inside_a_sentence_does_not_end_the_turn()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms)
            .Hesitates("book a table", 1024.Ms).IsSilentFor(960.Ms).Speaks("for two people", 1024.Ms);

        var call = CallOf(caller).PlayUntil(caller, 6000.Ms);

        Assert.Equal("book a table for two people", call.One<TurnCommitted>().Text);
        Assert.Single(call.All<ReplyStarted>());
    }

    [Fact]
    public void Speech_that_resumes_resets_the_silence_clock()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms)
            .Speaks("tell me", 512.Ms).IsSilentFor(448.Ms).Speaks("a joke", 512.Ms);

        var call = CallOf(caller).PlayUntil(caller, 5000.Ms);

        Assert.Equal("tell me a joke", call.One<TurnCommitted>().Text);
        Assert.InRange(call.One<TurnCommitted>().At.Milliseconds, 1984 + 540, 1984 + 540 + 52);
    }

    [Fact]
    public void Speech_in_the_moment_in_which_the_wait_ends_goes_on_with_the_turn()
    {
        // The wait of 540 ms ends with the tick at 544 ms, which is the first of the new speech.
        var caller = new ScriptedCaller().IsSilentFor(512.Ms)
            .Speaks("tell me", 512.Ms).IsSilentFor(512.Ms).Speaks("a joke", 512.Ms);

        var call = CallOf(caller).PlayUntil(caller, 5000.Ms);

        Assert.Equal("tell me a joke", call.One<TurnCommitted>().Text);
    }

    [Fact]
    public void Work_for_a_pause_that_was_none_is_dropped()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms)
            .Speaks("tell me", 512.Ms).IsSilentFor(448.Ms).Speaks("a joke", 512.Ms);

        var call = CallOf(caller).PlayUntil(caller, 5000.Ms);

        Assert.DoesNotContain("<User>tell me</>", call.Engine.LaneOf(new CallId("call")), StringComparison.Ordinal);
        Assert.Contains(call.Engine.Steps, step => step is HushStep);
    }

    [Fact]
    public void A_click_opens_no_turn()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms).Sounds(0.9f, 32.Ms);

        var call = CallOf(caller).PlayUntil(caller, 3000.Ms);

        Assert.Empty(call.All<SpeechStarted>());
    }

    [Fact]
    public void Noise_without_words_is_dismissed()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms).Sounds(0.9f, 512.Ms);

        var call = CallOf(caller).PlayUntil(caller, 3000.Ms);

        Assert.True(call.One<SpeechStopped>().Dismissed);
        Assert.Empty(call.All<ReplyStarted>());
        Assert.Equal(TurnPhase.Listening, call.Phase);
    }

    [Fact]
    public void A_turn_that_never_pauses_is_answered_at_its_longest()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms).Speaks("on and on and on", 6144.Ms);
        var settings = new CallSettings { Turns = new TurnSettings { LongestTurn = 4.Seconds } };

        var call = CallOf(caller, settings: settings).PlayUntil(caller, 5000.Ms);

        Assert.NotEmpty(call.All<TurnCommitted>());
        Assert.InRange(call.All<TurnCommitted>()[0].At.Milliseconds, 4000, 4600);
    }

    [Fact]
    public void Late_words_still_end_the_turn_at_once()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms).Speaks("what time is it", 1024.Ms);
        var call = CallOf(caller);
        call.Delays[StepKind.Recognize] = 900.Ms;

        call.PlayUntil(caller, 5000.Ms);

        Assert.InRange(call.One<TurnCommitted>().At.Milliseconds, 1536 + 1100, 1536 + 1200);
    }

    [Fact]
    public void The_second_turn_follows_in_the_same_lane()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms).Speaks("hello there", 1024.Ms)
            .IsSilentUntil(4096.Ms).Speaks("and again", 1024.Ms);

        var call = CallOf(caller).PlayUntil(caller, 8000.Ms);

        Assert.Equal(
            ["hello there", "All right.", "and again", "All right."], call.Dialogue.Select(entry => entry.Text));
        Assert.EndsWith(
            "<User>hello there</><Assistant>All right.</><User>and again</><Assistant>All right.",
            call.Engine.LaneOf(new CallId("call")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_events_give_the_same_actions()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms)
            .Speaks("tell me", 512.Ms).IsSilentFor(448.Ms).Speaks("a joke", 512.Ms).IsSilentFor(900.Ms)
            .Speaks("stop that now please", 1600.Ms);

        var first = CallOf(caller, "one two three four five").PlayUntil(caller, 9000.Ms);
        var second = CallOf(caller, "one two three four five").PlayUntil(caller, 9000.Ms);

        Assert.Equal(first.Actions.Select(action => action.ToString()), second.Actions.Select(action => action.ToString()));
    }

    [Fact]
    public void In_lock_step_every_input_is_settled_once()
    {
        var caller = new ScriptedCaller().IsSilentFor(512.Ms).Speaks("hello", 512.Ms).IsSilentFor(1600.Ms);
        var call = CallOf(caller, settings: new CallSettings { LockStep = true }).Play(caller);

        var settled = call.All<InputSettled>();

        Assert.Equal(settled.Count, settled.Select(output => output.Inputs).Distinct().Count());
        Assert.True(settled.Count >= caller.Frames().Count());
    }
}
