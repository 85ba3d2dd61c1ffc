using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Machine;
using MinMo.Testing.Scripting;

namespace MinMo.Conversation.Tests.Replying;

/// <summary>How urgent the steps of a reply are.</summary>
public sealed class ReplyDeadlineTests
{
    private const string Story = "Once upon a time, there was a man, who lived by the sea, and went out, every day, to look at it.";

    [Fact]
    public void Before_the_first_sound_each_stage_leaves_time_to_those_behind()
    {
        var steps = StepsOf(Play(new EngineScript { Replies = [Story] }));

        Assert.Equal(150.Ms, steps.OfType<ThinkStep>().First().Slack);
        Assert.Equal(220.Ms, steps.OfType<SpeakStep>().First().Slack);
        Assert.Equal(350.Ms, steps.OfType<RenderStep>().First().Slack);
    }

    [Fact]
    public void Audio_in_hand_is_slack()
    {
        var call = Play(new EngineScript { Replies = [Story] });
        var renders = StepsOf(call).OfType<RenderStep>().Where(static step => !step.Speculative).ToList();

        // At most 1.5 s are rendered ahead, and the next piece is asked for as soon as there is less.
        Assert.InRange(renders[^1].Slack, 1100.Ms, 1500.Ms);
        Assert.All(renders, static step => Assert.InRange(step.Slack, 1.Ms, 1500.Ms));
    }

    [Fact]
    public void Text_that_waits_for_the_voice_is_slack_of_thinking()
    {
        // More than is thought before the decision to answer.
        var call = Play(new EngineScript { Replies = [$"{Story} {Story} {Story}"] });
        var steps = StepsOf(call).Where(static step => !step.Speculative).ToList();

        Assert.True(steps.OfType<ThinkStep>().Max(static step => step.Slack) > 1500.Ms);
    }

    [Fact]
    public void What_is_late_already_has_no_slack_but_a_deadline()
    {
        var call = Play(new EngineScript { Replies = [Story] }, thinking: 900.Ms);
        var steps = StepsOf(call).OfType<SpeakStep>().Where(static step => !step.Speculative).ToList();

        Assert.Equal(1.Ms, steps[0].Slack);
    }

    [Fact]
    public void What_is_under_way_when_the_decision_is_made_is_confirmed()
    {
        var call = Play(new EngineScript { Replies = [Story] }, thinking: 400.Ms);

        int at = call.Actions.FindIndex(static action => action is StartStep { Step: ConfirmStep });
        Assert.IsType<ReplyStarted>(Assert.IsType<EmitOutput>(call.Actions[at + 1]).Output);
        Assert.Single(StepsOf(call).OfType<ConfirmStep>());
    }

    [Fact]
    public void A_reply_that_is_ready_when_the_decision_is_made_needs_no_confirmation()
        => Assert.Empty(StepsOf(Play(new EngineScript { Replies = ["Yes."] })).OfType<ConfirmStep>());

    [Fact]
    public void A_call_may_want_its_first_sound_sooner()
    {
        var settings = new CallSettings { Turns = new TurnSettings { FirstAudioWithin = 250.Ms } };
        var steps = StepsOf(Play(new EngineScript { Replies = [Story] }, settings: settings));

        Assert.Equal(50.Ms, steps.OfType<ThinkStep>().First().Slack);
    }

    private static List<Step> StepsOf(ScriptedCall call)
        => [.. call.Actions.OfType<StartStep>().Select(static start => start.Step)];

    private static ScriptedCall Play(EngineScript script, TimeSpan thinking = default, CallSettings? settings = null)
    {
        var caller = new ScriptedCaller().IsSilentFor(300.Ms).Speaks("tell me a story", 1000.Ms);
        var call = new ScriptedCall(script with { Heard = caller.Utterances }, settings);
        call.Delays[StepKind.Think] = thinking;
        call.PlayUntil(caller, 26_000.Ms);
        Assert.Equal(ReplyOutcome.Completed, call.One<ReplyEnded>().Outcome);
        return call;
    }
}
