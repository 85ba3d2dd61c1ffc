using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Machine;
using MinMo.Testing.Scripting;

namespace MinMo.Conversation.Tests.Machine;

public sealed class RecoveryTests
{
    private const string Counting = "one two three four five six, seven eight nine ten, eleven twelve.";

    private static ScriptedCaller Question()
        => new ScriptedCaller().IsSilentFor(512.Ms).Speaks("count to twelve please", 1024.Ms);

    private static ScriptedCall CallOf(ScriptedCaller caller)
        => new(new EngineScript { Heard = caller.Utterances, Replies = [Counting, "All right."] });

    [Fact]
    public void A_worker_lost_while_the_caller_speaks_loses_no_words()
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 1000.Ms);

        call.Engine.LoseSessions();
        call.PlayUntil(caller, 8000.Ms);

        Assert.NotEmpty(call.All<SessionRecovered>());
        Assert.Equal("count to twelve please", call.One<TurnCommitted>().Text);
        Assert.Equal(ReplyOutcome.Completed, call.One<ReplyEnded>().Outcome);
    }

    [Fact]
    public void A_worker_lost_while_a_pause_is_judged_judges_it_again()
    {
        var caller = Question();
        var call = CallOf(caller);
        call.Engine.FailNext(StepKind.Recognize);

        call.PlayUntil(caller, 8000.Ms);

        Assert.Single(call.All<SessionRecovered>());
        Assert.Equal("count to twelve please", call.One<TurnCommitted>().Text);
        Assert.Equal(Counting, call.One<ReplyEnded>().Heard);
    }

    [Theory]
    [InlineData(StepKind.Append)]
    [InlineData(StepKind.Think)]
    [InlineData(StepKind.Speak)]
    [InlineData(StepKind.Render)]
    public void A_worker_lost_in_the_middle_of_a_reply_says_the_rest_of_it(StepKind kind)
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 2100.Ms);
        call.Engine.FailNext(kind);

        call.PlayUntil(caller, 12000.Ms);

        Assert.Equal(Counting, call.One<ReplyEnded>().Heard);
        Assert.Single(call.All<TurnCommitted>());
    }

    [Fact]
    public void After_a_loss_the_new_lane_holds_the_dialogue()
    {
        var caller = Question().IsSilentUntil(8000.Ms).Speaks("thank you very much", 1024.Ms);
        var call = CallOf(caller).PlayUntil(caller, 7000.Ms);

        call.Engine.LoseSessions();
        call.PlayUntil(caller, 12000.Ms);

        Assert.EndsWith(
            $"<User>count to twelve please</><Assistant>{Counting}</><User>thank you very much</><Assistant>All right.",
            call.Engine.LaneOf(new CallId("call")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_finds_no_place_waits_and_goes_on()
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 1000.Ms);

        call.Engine.Refusing = RefusalReason.Full;
        call.Engine.LoseSessions();
        call.PlayUntil(caller, 3000.Ms);
        call.Engine.Refusing = null;
        call.PlayUntil(caller, 10000.Ms);

        Assert.Equal("count to twelve please", call.One<TurnCommitted>().Text);
        Assert.Equal(ReplyOutcome.Completed, call.One<ReplyEnded>().Outcome);
    }

    [Fact]
    public void A_call_that_finds_no_place_for_long_ends_with_the_reason()
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 1000.Ms);

        call.Engine.Refusing = RefusalReason.Full;
        call.Engine.LoseSessions();
        call.PlayUntil(caller, 40_000.Ms);

        Assert.Contains("Full", call.One<CallEnded>().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_that_closes_is_left_when_the_reply_has_been_heard()
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 2500.Ms).CloseWorker().PlayUntil(caller, 3500.Ms);
        Assert.Empty(call.All<SessionRecovered>());

        call.PlayUntil(caller, 12000.Ms);

        var moved = Assert.Single(call.All<SessionRecovered>());
        Assert.Equal(Counting, call.One<ReplyEnded>().Heard);
        Assert.Equal(call.Outputs.IndexOf(moved), call.Outputs.IndexOf(call.One<ReplyEnded>()) + 1);
        Assert.Equal(1, call.Engine.OpenSessions);
    }

    [Fact]
    public void A_worker_that_closes_while_nobody_speaks_is_left_at_once()
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 320.Ms).CloseWorker();
        Assert.Single(call.All<SessionRecovered>());

        call.PlayUntil(caller, 8000.Ms);

        Assert.Equal("count to twelve please", call.One<TurnCommitted>().Text);
        Assert.Equal(Counting, call.One<ReplyEnded>().Heard);
    }

    [Fact]
    public void A_worker_that_closes_is_not_left_while_no_other_takes_the_call()
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 320.Ms);
        call.Engine.Refusing = RefusalReason.Draining;

        call.CloseWorker().PlayUntil(caller, 8000.Ms);

        Assert.Empty(call.All<SessionRecovered>());
        Assert.Equal(Counting, call.One<ReplyEnded>().Heard);
        Assert.True(call.Actions.OfType<MoveSession>().Count() > 1);
    }

    [Fact]
    public void A_worker_that_dies_while_the_call_moves_is_not_replaced_twice()
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 320.Ms);
        call.Engine.Refusing = RefusalReason.Draining;
        call.CloseWorker();
        call.Engine.Refusing = null;

        call.Engine.LoseSessions();
        call.PlayUntil(caller, 8000.Ms);

        Assert.Single(call.All<SessionRecovered>());
        Assert.Equal(1, call.Engine.OpenSessions);
        Assert.Equal(Counting, call.One<ReplyEnded>().Heard);
    }
}
