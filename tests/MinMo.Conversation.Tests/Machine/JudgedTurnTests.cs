using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Testing.Scripting;

namespace MinMo.Conversation.Tests.Machine;

/// <summary>Turns where the model gives the four classes itself, 160 ms late, and speaks tokens (minmo).</summary>
public sealed class JudgedTurnTests
{
    private const string Counting = "one two three four five six seven eight nine ten eleven twelve.";

    private static ScriptedCaller Question()
        => new ScriptedCaller().IsSilentFor(480.Ms).Speaks("count to twelve please", 1040.Ms);

    private static EngineScript ScriptOf(ScriptedCaller caller, params ScriptedEvidence[] evidence) => new()
    {
        Description = EngineScript.Minmo,
        Heard = caller.Utterances,
        Replies = [Counting, "All right."],
        Evidence = evidence,
    };

    private static ScriptedCall CallOf(ScriptedCaller caller, params ScriptedEvidence[] evidence)
        => new(ScriptOf(caller, evidence));

    // A question that ends at 1,520 ms, and the same evidence ever after.
    private static ScriptedCall CallWith(DuplexEvidence after, TimeSpan wait)
    {
        var caller = Question();
        var settings = new CallSettings { Turns = new TurnSettings { WaitWhenUnsure = wait } };
        return new ScriptedCall(ScriptOf(caller, Between(1520, 9000, after)), settings).PlayUntil(caller, 5000.Ms);
    }

    private static ScriptedEvidence Between(int fromMs, int toMs, DuplexEvidence evidence)
        => new(CallPosition.At(fromMs.Ms), CallPosition.At(toMs.Ms), evidence);

    [Fact]
    public void Two_ticks_of_respond_end_the_turn()
    {
        var caller = Question();

        var call = CallOf(caller).PlayUntil(caller, 9000.Ms);

        // The last word ends at 1,520 ms; two ticks later it is clear, and 160 ms later it is seen.
        var committed = call.One<TurnCommitted>();
        Assert.Equal("count to twelve please", committed.Text);
        Assert.InRange(committed.At.Milliseconds, 1520 + 160 + 80, 1520 + 160 + 180);
        Assert.Equal(1520, call.One<SpeechStopped>().LastWord.Milliseconds);
        Assert.Equal(ReplyOutcome.Completed, call.One<ReplyEnded>().Outcome);
        Assert.Equal(Counting, call.One<ReplyEnded>().Heard);
    }

    [Fact]
    public void The_turn_enters_the_lane_as_it_was_heard()
    {
        var caller = Question();

        var call = CallOf(caller).PlayUntil(caller, 9000.Ms);

        var prompt = call.Engine.Steps.OfType<AppendStep>().Last();
        var heard = prompt.Segments.Single(segment => segment.Role == DialogueRole.User);
        Assert.NotNull(heard.Audio);
        Assert.InRange(heard.Audio.Value.From.Milliseconds, 480 - 300, 480 - 220);
        Assert.EndsWith(
            $"<User>count to twelve please</><Assistant>{Counting}", call.Engine.LaneOf(new CallId("call")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_turn_that_is_not_complete_is_held()
    {
        var caller = new ScriptedCaller().IsSilentFor(480.Ms).Hesitates("book a table", 1040.Ms)
            .IsSilentFor(640.Ms).Speaks("for two people", 1040.Ms);

        var call = CallOf(caller).PlayUntil(caller, 9000.Ms);

        Assert.Equal("book a table for two people", call.One<TurnCommitted>().Text);
    }

    [Fact]
    public void A_reply_that_was_prepared_for_nothing_is_dropped()
    {
        var caller = new ScriptedCaller().IsSilentFor(480.Ms).Speaks("book a table", 1040.Ms)
            .IsSilentFor(80.Ms).Speaks("for two", 1040.Ms);

        var call = CallOf(caller).PlayUntil(caller, 9000.Ms);

        Assert.Equal("book a table for two", call.One<TurnCommitted>().Text);
        Assert.True(call.Engine.Steps.OfType<AppendStep>().Count(step => step.Segments.Any(segment => segment.Audio is not null)) >= 2);
        Assert.Single(call.All<ReplyStarted>());
    }

    [Fact]
    public void Silence_ends_a_turn_that_the_model_never_calls_complete()
    {
        var call = CallWith(new DuplexEvidence(0.9f, 0, 0.1f, 0), wait: 800.Ms);

        // The wait counts the 160 ms that the evidence is late; half way the reply is prepared.
        Assert.InRange(call.One<PauseJudged>().At.Milliseconds, 1520 + 320 + 160, 1520 + 320 + 160 + 180);
        Assert.InRange(call.One<TurnCommitted>().At.Milliseconds, 1520 + 800, 1520 + 800 + 180);
    }

    [Fact]
    public void Half_of_the_silence_is_enough_where_the_end_is_likely()
    {
        var call = CallWith(new DuplexEvidence(0.35f, 0, 0.65f, 0), wait: 800.Ms);

        Assert.InRange(call.One<TurnCommitted>().At.Milliseconds, 1520 + 320 + 160, 1520 + 320 + 160 + 180);
    }

    [Fact]
    public void A_wait_that_is_shorter_than_the_look_ahead_does_not_end_turns_in_the_middle_of_speech()
    {
        var call = CallWith(new DuplexEvidence(0.9f, 0, 0.1f, 0), wait: 100.Ms);

        Assert.Equal("count to twelve please", call.One<TurnCommitted>().Text);
        Assert.InRange(call.One<TurnCommitted>().At.Milliseconds, 1520 + 160, 1520 + 160 + 180);
    }

    [Fact]
    public void Speech_without_words_is_dismissed()
    {
        var caller = new ScriptedCaller().IsSilentFor(480.Ms).Sounds(0.9f, 480.Ms);
        var holds = Between(480, 960, new DuplexEvidence(0, 1, 0, 0));

        var call = CallOf(caller, holds).PlayUntil(caller, 4000.Ms);

        Assert.True(call.One<SpeechStopped>().Dismissed);
        Assert.Empty(call.All<ReplyStarted>());
        Assert.Equal(TurnPhase.Listening, call.Phase);
    }

    [Fact]
    public void Listening_says_where_it_stands()
    {
        var caller = Question().IsSilentUntil(8000.Ms).Speaks("thank you", 800.Ms);

        var call = CallOf(caller).PlayUntil(caller, 12_000.Ms);

        var contexts = call.Engine.Steps.OfType<ListenStep>().Select(step => (At: step.From.Milliseconds, step.Context)).ToList();
        Assert.All(contexts, step => Assert.NotNull(step.Context));
        Assert.Contains(contexts, step => step.At is > 800 and < 1600 && step.Context!.From is not null);
        Assert.Contains(contexts, step => step.At is > 2000 and < 5000 && step.Context!.Speaking);
        Assert.DoesNotContain(contexts, step => step.At is > 7000 and < 8000 && step.Context!.Speaking);
        Assert.True(contexts[^1].Context!.At.Tokens > contexts[0].Context!.At.Tokens);
        var spoken = contexts.Where(step => step.Context!.Speaking && step.At < 6000).Select(step => step.Context!.At.Tokens).Distinct();
        var prompt = call.Engine.Steps.OfType<AppendStep>().Last(step => step.Segments.Any(segment => segment.Audio is not null && segment.Text == "count to twelve please"));
        Assert.True(Assert.Single(spoken) > prompt.At.Tokens); // one fork, behind the turn that is answered
    }

    [Fact]
    public void The_voice_gets_five_tokens_a_block_and_then_says_the_rest()
    {
        var caller = Question();

        var call = CallOf(caller).PlayUntil(caller, 9000.Ms);

        var blocks = call.Engine.Steps.OfType<SpeakStep>().Select(step => (TokenBlock)step.Block).ToList();
        Assert.True(blocks[0].First);
        Assert.All(blocks.Skip(1), block => Assert.False(block.First));
        Assert.Equal([5, 5, 2], blocks.Select(block => block.Ends.Length).Where(count => count > 0));
        Assert.Contains(blocks, block => block is { Ends.Length: 0, Last: true });
        Assert.Equal(Counting, ScriptedVoice.TextOf([.. call.HeardAudio.Where(sample => sample != 0)], 960));
    }

    [Fact]
    public void Yield_stops_the_agent()
    {
        var caller = Question().IsSilentUntil(4000.Ms).Speaks("no stop it now", 1040.Ms);

        var call = CallOf(caller).PlayUntil(caller, 9000.Ms);

        // Held at the first tick that is seen, 160 ms behind its end; flushed at the second one.
        var cut = call.All<ReplyEnded>()[0];
        Assert.Equal(ReplyOutcome.Interrupted, cut.Outcome);
        Assert.InRange(call.All<PlayoutPaused>()[0].At.Milliseconds, 4000 + 240, 4000 + 260);
        Assert.InRange(call.All<PlayoutFlushed>()[0].At.Milliseconds, 4000 + 320, 4000 + 340);
        Assert.Equal("no stop it now", call.All<TurnCommitted>()[1].Text);
        Assert.StartsWith(cut.Heard + " ", Counting, StringComparison.Ordinal);
        Assert.Equal(
            ["count to twelve please", cut.Heard, "no stop it now", "All right."], call.Dialogue.Select(entry => entry.Text));
        Assert.Contains($"<Assistant>{cut.Heard}</>", call.Engine.LaneOf(new CallId("call")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_back_channel_does_not_stop_the_agent()
    {
        var caller = Question().IsSilentUntil(4000.Ms).Speaks("uh-huh", 400.Ms);

        var call = CallOf(caller).PlayUntil(caller, 9000.Ms);

        Assert.Empty(call.All<PlayoutPaused>());
        Assert.Equal(ReplyOutcome.Completed, call.One<ReplyEnded>().Outcome);
        Assert.Single(call.All<TurnCommitted>());
    }

    [Fact]
    public void One_tick_of_yield_is_taken_back_and_loses_no_audio()
    {
        var caller = Question();
        var call = CallOf(caller, Between(4000, 4080, new DuplexEvidence(0.2f, 0, 0, 0.8f))).PlayUntil(caller, 9000.Ms);

        var paused = call.One<PlayoutPaused>();
        var resumed = call.One<PlayoutResumed>();

        Assert.InRange((resumed.At - paused.At).TotalMilliseconds, 80, 200);
        Assert.Equal(ReplyOutcome.Completed, call.One<ReplyEnded>().Outcome);
        Assert.Equal(Counting, ScriptedVoice.TextOf([.. call.HeardAudio.Where(sample => sample != 0)], 960));
    }

    [Fact]
    public void Speech_just_after_the_answer_began_takes_it_back()
    {
        var caller = Question().IsSilentUntil(1920.Ms).Speaks("and slowly", 720.Ms);

        var call = CallOf(caller).PlayUntil(caller, 12_000.Ms);

        Assert.Equal(ReplyOutcome.TakenBack, call.All<ReplyEnded>()[0].Outcome);
        Assert.Equal("count to twelve please and slowly", call.Dialogue[0].Text);
    }

    [Theory]
    [InlineData(StepKind.Append)]
    [InlineData(StepKind.Think)]
    [InlineData(StepKind.Speak)]
    [InlineData(StepKind.Render)]
    public void A_worker_lost_in_the_middle_of_a_reply_says_the_rest_of_it(StepKind kind)
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 2400.Ms);
        call.Engine.FailNext(kind);

        call.PlayUntil(caller, 12_000.Ms);

        Assert.Equal(Counting, call.One<ReplyEnded>().Heard);
        Assert.Single(call.All<TurnCommitted>());
    }

    [Fact]
    public void After_a_loss_the_dialogue_is_text()
    {
        var caller = Question().IsSilentUntil(8000.Ms).Speaks("thank you very much", 1040.Ms);
        var call = CallOf(caller).PlayUntil(caller, 7000.Ms);

        call.Engine.LoseSessions();
        call.PlayUntil(caller, 13_000.Ms);

        Assert.EndsWith(
            $"<User>count to twelve please</><Assistant>{Counting}</><User>thank you very much</><Assistant>All right.",
            call.Engine.LaneOf(new CallId("call")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_events_give_the_same_actions()
    {
        var caller = Question().IsSilentUntil(4000.Ms).Speaks("no stop it now", 1040.Ms);

        var first = CallOf(caller).PlayUntil(caller, 9000.Ms);
        var second = CallOf(caller).PlayUntil(caller, 9000.Ms);

        Assert.Equal(first.Actions.Select(action => action.ToString()), second.Actions.Select(action => action.ToString()));
    }

    [Fact]
    public void A_client_that_ends_turns_itself_is_obeyed()
    {
        var caller = Question();
        var settings = new CallSettings { Turns = new TurnSettings { DetectTurns = false } };
        var call = new ScriptedCall(ScriptOf(caller), settings).PlayUntil(caller, 2000.Ms);

        call.Send(new TurnCommitRequested(null, null)).PlayUntil(caller, 2400.Ms);

        Assert.Equal("count to twelve please", call.One<TurnCommitted>().Text);
    }
}
