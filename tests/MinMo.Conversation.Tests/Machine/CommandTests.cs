using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Testing.Scripting;

namespace MinMo.Conversation.Tests.Machine;

public sealed class CommandTests
{
    private const string Counting = "one two three four five six seven eight nine ten eleven twelve.";

    private static readonly CallSettings Manual = new() { Turns = new TurnSettings { DetectTurns = false } };

    private static ScriptedCaller Question()
        => new ScriptedCaller().IsSilentFor(512.Ms).Speaks("count to twelve please", 1024.Ms);

    private static ScriptedCall CallOf(ScriptedCaller caller, CallSettings? settings = null)
        => new(new EngineScript { Heard = caller.Utterances, Replies = [Counting] }, settings);

    [Fact]
    public void A_manual_turn_says_nothing_until_it_is_committed()
    {
        var caller = Question();
        var call = CallOf(caller, Manual).PlayUntil(caller, 5000.Ms);
        Assert.All(call.Outputs, output => Assert.IsType<DuplexObserved>(output));

        call.Send(new TurnCommitRequested(new ItemId("mine"), null)).PlayUntil(caller, 6000.Ms);

        Assert.Equal(new ItemId("mine"), call.One<TurnCommitted>().Item);
        Assert.Equal("count to twelve please", call.One<TurnCommitted>().Text);
        Assert.Empty(call.All<ReplyStarted>());
    }

    [Fact]
    public void A_manual_turn_tells_what_is_heard_besides_words()
    {
        var caller = Question();
        var traits = new SpeechTraits("en", "", ["bgm"]);
        var script = new EngineScript { Heard = caller.Utterances, Traits = traits };
        var call = new ScriptedCall(script, Manual).PlayUntil(caller, 5000.Ms);

        call.Send(new TurnCommitRequested(null, null)).PlayUntil(caller, 6000.Ms);

        Assert.Same(traits, call.One<TurnCommitted>().Traits);
    }

    [Fact]
    public void A_reply_asked_for_right_behind_a_commit_answers_it()
    {
        var caller = Question();
        var call = CallOf(caller, Manual).PlayUntil(caller, 2000.Ms);

        call.Send(new TurnCommitRequested(null, null)).Send(new ReplyRequested(null, null, "m", "c"));
        call.PlayUntil(caller, 9000.Ms);

        Assert.Equal("m", call.One<ReplyStarted>().Metadata);
        Assert.Equal(["count to twelve please", Counting], call.Dialogue.Select(entry => entry.Text));
    }

    [Fact]
    public void Committing_nothing_is_refused()
    {
        var caller = Question();
        var call = CallOf(caller, Manual).PlayUntil(caller, 60.Ms);

        call.Send(new TurnCommitRequested(null, "c1"));

        Assert.Equal((CommandProblem.NothingToCommit, "c1"), Refusal(call));
    }

    [Fact]
    public void A_second_reply_is_refused_while_one_is_in_progress()
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 3000.Ms);

        call.Send(new ReplyRequested(null, null, null, "c2"));

        Assert.Equal((CommandProblem.ReplyInProgress, "c2"), Refusal(call));
    }

    [Fact]
    public void Cancelling_keeps_what_was_heard()
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 4000.Ms);

        call.Send(new ReplyCancelRequested(null, null));

        var ended = call.One<ReplyEnded>();
        Assert.Equal(ReplyOutcome.Cancelled, ended.Outcome);
        Assert.StartsWith("one two three", ended.Heard, StringComparison.Ordinal);
        Assert.Single(call.All<PlayoutFlushed>());
    }

    [Fact]
    public void Cancelling_without_a_reply_is_refused()
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 400.Ms);

        call.Send(new ReplyCancelRequested(null, "c3"));

        Assert.Equal((CommandProblem.NoReplyInProgress, "c3"), Refusal(call));
    }

    [Fact]
    public void Messages_are_put_in_where_asked_and_reach_the_lane()
    {
        var caller = new ScriptedCaller();
        var call = CallOf(caller).PlayUntil(caller, 100.Ms);

        call.Send(new MessageAdded(new ItemId("b"), DialogueRole.User, "second", null, null))
            .Send(new MessageAdded(new ItemId("a"), DialogueRole.User, "first", new ItemId("root"), null))
            .Send(new MessageAdded(new ItemId("x"), DialogueRole.User, "lost", new ItemId("nobody"), "c4"))
            .Send(new ReplyRequested(null, null, null, null)).PlayUntil(caller, 6000.Ms);

        Assert.Equal(["first", "second", Counting], call.Dialogue.Select(entry => entry.Text));
        Assert.Equal((CommandProblem.UnknownItem, "c4"), Refusal(call));
        Assert.Contains("<User>first</><User>second</><Assistant>", call.Engine.LaneOf(new CallId("call")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_deleted_is_gone_from_the_lane()
    {
        var caller = Question().IsSilentUntil(8000.Ms).Speaks("and now", 700.Ms);
        var call = CallOf(caller).PlayUntil(caller, 7500.Ms);

        call.Send(new ItemDeleteRequested(call.Dialogue[0].Item, null)).PlayUntil(caller, 12000.Ms);

        Assert.DoesNotContain("please", call.Engine.LaneOf(new CallId("call")), StringComparison.Ordinal);
        Assert.True(call.One<DialogueChanged>().Removed);
    }

    [Fact]
    public void Truncating_cuts_the_entry_at_the_words_heard()
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 8000.Ms);

        call.Send(new ItemTruncateRequested(call.One<ReplyEnded>().Item, 1200.Ms, null));

        Assert.Equal(call.One<ItemTruncated>().Text, call.Dialogue[1].Text);
        Assert.StartsWith("one two", call.Dialogue[1].Text, StringComparison.Ordinal);
        Assert.InRange(call.Dialogue[1].Text.Length, 7, 20);
    }

    [Fact]
    public void Truncating_behind_the_end_is_refused()
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 8000.Ms);

        call.Send(new ItemTruncateRequested(call.One<ReplyEnded>().Item, 9000.Ms, "c5"));

        Assert.Equal((CommandProblem.BeyondAudio, "c5"), Refusal(call));
    }

    [Fact]
    public void New_instructions_replace_the_old_ones_in_the_lane()
    {
        var caller = Question();
        var call = CallOf(caller).PlayUntil(caller, 300.Ms);

        call.Send(new SettingsChanged(new CallSettings { Instructions = "Speak like a pirate." }))
            .PlayUntil(caller, 5000.Ms);

        Assert.StartsWith("<System>Speak like a pirate.</><User>", call.Engine.LaneOf(new CallId("call")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Text_replies_are_not_spoken()
    {
        var caller = Question();
        var settings = new CallSettings { Reply = new ReplySettings { Spoken = false } };

        var call = CallOf(caller, settings).PlayUntil(caller, 5000.Ms);

        Assert.Empty(call.All<AudioProduced>());
        Assert.Equal(Counting, call.One<ReplyEnded>().Heard);
    }

    private static (CommandProblem, string?) Refusal(ScriptedCall call)
    {
        var refused = call.One<CommandRefused>();
        return (refused.Problem, refused.CommandId);
    }
}
