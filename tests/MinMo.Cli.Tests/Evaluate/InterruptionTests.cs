using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;
using MinMo.Cli.Evaluate.Calls;
using MinMo.Cli.Measure;
using MinMo.Cli.Talk;

namespace MinMo.Cli.Tests.Evaluate;

public sealed class InterruptionTests
{
    private const string Story = "once upon a time there was a sailor who went to sea and never came back to his home again";

    private static readonly CallSettings LockStep = new() { LockStep = true };

    [Fact]
    public async Task Barge_in_is_timed_from_its_onset_to_silence()
    {
        var outcome = await PlayAsync(new Interruption(Sound(0.5, 1.5), TimeSpan.FromSeconds(0.5)) { After = TimeSpan.FromSeconds(1) });

        Assert.True(outcome.Spoke && outcome.Stopped);
        Assert.InRange(outcome.Yielded!.Value.TotalMilliseconds, 140, 200);
        Assert.InRange(outcome.Silence!.Value.TotalMilliseconds, 140, 220);
    }

    [Fact]
    public async Task Short_sound_does_not_stop_this_engine()
    {
        var outcome = await PlayAsync(new Interruption(Sound(0.5, 0.6), TimeSpan.FromSeconds(0.5)));

        Assert.True(outcome.Spoke);
        Assert.False(outcome.Stopped);
        Assert.Null(outcome.Yielded);
    }

    [Fact]
    public async Task Loud_echo_stops_an_engine_that_goes_by_level()
    {
        var nothing = new Interruption(new TalkRecording("", [], null), TimeSpan.Zero);

        Assert.True((await PlayAsync(nothing with { Echo = new AgentEcho(-3, TimeSpan.FromMilliseconds(50)) })).Stopped);
        Assert.False((await PlayAsync(nothing with { Echo = new AgentEcho(-40, TimeSpan.FromMilliseconds(50)) })).Stopped);
    }

    [Fact]
    public async Task Reply_that_is_over_before_cannot_be_interrupted()
    {
        var lines = new ScriptedLines(() => "", _ => "yes");

        var outcome = await new BargeInMeasurement(lines, TimeProvider.System)
            .PlayAsync(new Interruption(Sound(0.5, 1.5), TimeSpan.FromSeconds(0.5)), LockStep, TestContext.Current.CancellationToken);

        Assert.False(outcome.Spoke);
    }

    [Fact]
    public async Task Call_without_replies_ends_soon_after_its_turn()
    {
        var mute = LockStep with { Turns = new TurnSettings { CreateReply = false } };

        var call = await new CallPlayer(new ScriptedLines(() => "wait", _ => Story), TimeProvider.System)
            .PlayAsync([Sound(0.5, 1.5)], overlap: true, mute, TestContext.Current.CancellationToken);

        Assert.Equal("wait", call.Journal.Words);
        Assert.InRange(call.Agent.Count / (double)AgentEar.RateHz, 4, 5);
    }

    [Fact]
    public async Task Caller_gives_up_on_an_agent_that_never_answers()
    {
        var mute = LockStep with { Turns = new TurnSettings { CreateReply = false } };
        var lines = new ScriptedLines(() => "hello", _ => Story);
        await using var line = await TalkLine.OpenAsync(lines, "test", mute, TestContext.Current.CancellationToken);
        var caller = new CallerTrack([Sound(0.5, 1.5), Sound(0.5, 1.5)], overlap: false);
        var call = new TalkCall(line, caller, TimeProvider.System, lockStep: true);

        await call.PlayAsync(TestContext.Current.CancellationToken);

        Assert.Single(call.Journal.Turns);
        Assert.Single(caller.Starts);
    }

    [Fact]
    public async Task Typed_turns_are_answered_in_text_and_sound()
    {
        var lines = new ScriptedLines(() => "", asked => $"you said {asked}");
        await using var call = await TypedCall.OpenAsync(lines, LockStep, TestContext.Current.CancellationToken);

        var first = await call.AskAsync("hello", TestContext.Current.CancellationToken);
        var second = await call.AskAsync("good morning", TestContext.Current.CancellationToken);

        Assert.Equal("you said hello", first.Text);
        Assert.Equal("you said good morning", second.Text);
        Assert.Equal(3 * 16_000 / 5, first.Sound().Length, 2.0);
        Assert.Equal(4 * 16_000 / 5, second.Sound().Length, 2.0);
    }

    [Fact]
    public async Task Written_answer_has_no_sound()
    {
        var lines = new ScriptedLines(() => "", _ => "hi");
        await using var call = await TypedCall.OpenAsync(
            lines, LockStep with { Reply = new ReplySettings { Spoken = false } }, TestContext.Current.CancellationToken);

        Assert.Empty((await call.AskAsync("hello", TestContext.Current.CancellationToken)).Samples);
    }

    private static Task<InterruptionOutcome> PlayAsync(Interruption interruption)
        => new BargeInMeasurement(new ScriptedLines(() => "wait", _ => Story), TimeProvider.System)
            .PlayAsync(interruption, LockStep, TestContext.Current.CancellationToken);

    private static TalkRecording Sound(double start, double end)
    {
        var samples = new short[(int)((end + 0.1) * CallPosition.RateHz)];
        samples.AsSpan((int)(start * CallPosition.RateHz)..(int)(end * CallPosition.RateHz)).Fill(8000);
        return new TalkRecording("", samples, null);
    }
}
