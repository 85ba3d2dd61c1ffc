using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Tests.Minmo;

public sealed class MinmoEngineTests(TinyMinmoEngine tiny) : IClassFixture<TinyMinmoEngine>
{
    /// <summary>Matrix products of other sizes add in another order: probabilities differ by less.</summary>
    private const float Tolerance = 1e-4f;

    [Fact]
    public void It_says_what_it_is()
    {
        var description = tiny.Engine.Description;

        Assert.Equal("minmo", description.Family);
        Assert.Equal((1280, 16_000, 2560, 5), (
            description.TickSamples, description.VoiceRateHz, description.LookAheadSamples, description.VoiceBlockTokens));
        Assert.True(description.JudgesTurns);
        Assert.False(description.HearsWords);
    }

    [Fact]
    public async Task Every_tick_has_evidence_that_sums_to_one()
    {
        await using var call = await tiny.OpenAsync();

        var ticks = await call.ListenAsync(0, TinyMinmoCall.Sound(9));

        Assert.Equal(Enumerable.Range(1, 9).Select(static tick => tick * 1280L), ticks.Select(static tick => tick.End.Samples));
        Assert.All(ticks, static tick => Assert.Equal(1, SumOf(tick.Evidence!.Value), 1e-4f));
        Assert.All(ticks, static tick => Assert.Equal(0, tick.Evidence!.Value.Yield));
        Assert.True(ticks.Skip(2).Select(static tick => tick.Evidence!.Value.Hold).Distinct().Count() > 3);
    }

    [Fact]
    public async Task While_the_agent_speaks_there_is_only_idle_and_yield()
    {
        await using var call = await tiny.OpenAsync();

        var ticks = await call.ListenAsync(0, TinyMinmoCall.Sound(5), call.Context(speaking: true));

        Assert.All(ticks.Skip(2), static tick => Assert.Equal(0, tick.Evidence!.Value.Respond + tick.Evidence.Value.Hold));
        Assert.All(ticks.Skip(2), static tick => Assert.True(tick.Evidence!.Value.Yield > 0));
    }

    [Fact]
    public async Task Tick_by_tick_gives_what_all_at_once_gives()
    {
        await using var one = await tiny.OpenAsync();
        await using var other = await tiny.OpenAsync();
        var sound = TinyMinmoCall.Sound(10);

        var together = await one.ListenAsync(0, sound);
        var apart = new List<TickObservation>();
        for (var tick = 0; tick < 10; tick++)
        {
            apart.AddRange(await other.ListenAsync(tick * 1280, sound[(tick * 1280)..((tick + 1) * 1280)]));
        }

        AssertClose(together, [.. apart]);
    }

    [Fact]
    public async Task Calls_that_listen_together_hear_what_each_hears_alone()
    {
        var alone = new List<TickObservation[]>();
        for (var seed = 1; seed <= 3; seed++)
        {
            await using var call = await tiny.OpenAsync();
            alone.Add(await call.ListenAsync(0, TinyMinmoCall.Sound(8, seed)));
        }

        var calls = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => tiny.OpenAsync()));
        var together = await Task.WhenAll(calls.Select((call, index) => call.ListenAsync(0, TinyMinmoCall.Sound(8, index + 1))));
        foreach (var (call, index) in calls.Select(static (call, index) => (call, index)))
        {
            AssertClose(alone[index], together[index]);
            await call.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_lane_that_is_founded_anew_goes_on_with_what_must_stay()
    {
        await using var steady = await tiny.OpenAsync();
        await using var moved = await tiny.OpenAsync();
        var sound = TinyMinmoCall.Sound(12);
        await steady.AppendAsync(0, PromptSegment.Whole(DialogueRole.System, "Be kind."));
        var end = (await moved.AppendAsync(0, PromptSegment.Whole(DialogueRole.System, "Be kind."))).End.Tokens;

        var context = steady.Context(end, from: 0);
        await steady.ListenAsync(0, sound[..(8 * 1280)], context);
        await moved.ListenAsync(0, sound[..(8 * 1280)], moved.Context(0, from: 0));

        var stayed = await steady.ListenAsync(8 * 1280, sound[(8 * 1280)..], context);
        var went = await moved.ListenAsync(8 * 1280, sound[(8 * 1280)..], moved.Context(end, from: 0));
        AssertClose(stayed, went);
    }

    [Fact]
    public async Task Silence_does_not_fill_the_lane()
    {
        await using var call = await tiny.OpenAsync();
        var sound = TinyMinmoCall.Sound(20);

        for (var part = 0; part < 40; part++)
        {
            var ticks = await call.ListenAsync(part * 20L * 1280, sound, call.Context(speaking: part % 2 == 0, from: part < 20 ? null : 0));
            Assert.Equal(20, ticks.Length);
        }
    }

    [Fact]
    public async Task A_turn_that_was_heard_is_answered_aloud()
    {
        await using var call = await tiny.OpenAsync();
        await call.ListenAsync(0, TinyMinmoCall.Sound(12));

        var before = (await call.AppendAsync(0, PromptSegment.Whole(DialogueRole.System, "Be kind."))).End.Tokens;
        var heard = new HeardAudio(new CallPosition(2 * 1280), new CallPosition(12 * 1280));
        var prompt = await call.AppendAsync(before, PromptSegment.Heard(heard), PromptSegment.OpenReply());
        var spoken = (await call.AppendAsync(before, PromptSegment.Whole(DialogueRole.User, string.Empty), PromptSegment.OpenReply())).End.Tokens;
        prompt = await call.AppendAsync(before, PromptSegment.Heard(heard), PromptSegment.OpenReply());
        var thought = await call.ThinkAsync(7);
        var sound = await call.SayAsync(thought.Tokens);

        Assert.Equal(8 + 2, prompt.End.Tokens - spoken); // 10 ticks less two of look-ahead, and two marks
        Assert.NotEmpty(thought.Tokens);
        Assert.Contains(sound, static sample => sample != 0);
    }

    [Fact]
    public async Task The_same_turn_is_answered_the_same()
    {
        var first = await ExchangeAsync();
        var second = await ExchangeAsync();

        Assert.Equal(first.Text, second.Text);
        Assert.Equal(first.Sound, second.Sound);
    }

    [Fact]
    public async Task Calls_that_speak_together_say_what_each_says_alone()
    {
        var alone = await ExchangeAsync();

        var together = await Task.WhenAll(ExchangeAsync(), ExchangeAsync(), ExchangeAsync());

        Assert.All(together, exchange => Assert.Equal(alone.Text, exchange.Text));
        Assert.All(together, exchange => Assert.Equal(alone.Sound.Length, exchange.Sound.Length));
        Assert.All(together, exchange => Assert.True(
            alone.Sound.Zip(exchange.Sound).All(static pair => Math.Abs(pair.First - pair.Second) <= 33)));
    }

    [Fact]
    public async Task The_text_of_a_reply_that_is_opened_again_can_be_spoken()
    {
        await using var call = await tiny.OpenAsync();

        var opened = await call.AppendAsync(
            0, PromptSegment.Whole(DialogueRole.User, "hello"), PromptSegment.OpenReply("hello to you, too"));
        var sound = await call.SayAsync(opened.Reply, mostBlocks: 2);

        Assert.Equal("hello to you, too", string.Concat(opened.Reply.Select(static token => token.Text)));
        Assert.NotEmpty(sound);
    }

    [Fact]
    public async Task What_was_not_heard_cannot_be_appended()
    {
        await using var call = await tiny.OpenAsync();
        await call.ListenAsync(0, TinyMinmoCall.Sound(3));

        var refused = await call.RunAsync(new ListenStep(
            call.Place.Session, TimeSpan.Zero, new CallPosition(1280), TinyMinmoCall.Sound(1), call.Context()));
        var contextless = await call.RunAsync(new ListenStep(
            call.Place.Session, TimeSpan.Zero, new CallPosition(3 * 1280), TinyMinmoCall.Sound(1)));

        Assert.Equal(StepFailure.Invalid, Assert.IsType<StepFailed>(refused).Failure);
        Assert.Equal(StepFailure.Invalid, Assert.IsType<StepFailed>(contextless).Failure);
    }

    [Fact]
    public async Task Words_can_be_read_from_what_was_heard()
    {
        await using var call = await tiny.OpenAsync();
        await call.ListenAsync(0, TinyMinmoCall.Sound(12));

        var words = Assert.IsType<RecognizeResult>(await call.RunAsync(new RecognizeStep(
            call.Place.Session, TimeSpan.Zero, false, CallPosition.Zero, new CallPosition(12 * 1280))));

        Assert.True(words.Text.Length > 0);
        Assert.InRange(words.LastWord!.Value.Samples, 1280, 10 * 1280);
        Assert.True(words.AverageLogProbability < 0);
    }

    [Theory]
    [InlineData(0.5f)]
    [InlineData(2f)]
    public async Task A_rate_that_is_wished_is_spoken_and_announced(float rate)
    {
        await using var call = await tiny.OpenAsync();
        await call.AppendAsync(0, PromptSegment.Whole(DialogueRole.User, "hello"), PromptSegment.OpenReply());
        var thought = await call.ThinkAsync(10);

        var plain = await call.SpeakAsync(thought.Tokens.Take(5), first: true, last: false);
        var plainSound = await call.RenderAsync(plain);
        var other = await call.SpeakAsync(thought.Tokens.Take(5), first: true, last: false, rate);
        var otherSound = await call.RenderAsync(other);

        Assert.Equal((long)(plain.Samples / rate), other.Samples);
        Assert.InRange(otherSound.Length - (plainSound.Length / rate), -1280, 1280); // the last windows are still held
    }

    [Theory]
    [InlineData(0.4f)]
    [InlineData(float.NaN)]
    public async Task A_rate_that_the_voice_does_not_have_is_refused(float rate)
    {
        await using var call = await tiny.OpenAsync();
        await call.AppendAsync(0, PromptSegment.Whole(DialogueRole.User, "hello"), PromptSegment.OpenReply());
        var thought = await call.ThinkAsync(5);

        var failed = Assert.IsType<StepFailed>(await call.TrySpeakAsync(thought.Tokens, first: true, last: false, rate));

        Assert.Equal(StepFailure.Invalid, failed.Failure);
        Assert.Contains("0.5 to 2", failed.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hushed_speech_cannot_go_on()
    {
        await using var call = await tiny.OpenAsync();
        await call.AppendAsync(0, PromptSegment.Whole(DialogueRole.User, "hello"), PromptSegment.OpenReply());
        var thought = await call.ThinkAsync(10);
        var spoken = await call.SpeakAsync(thought.Tokens.Take(5), first: true, last: false);

        await call.RunAsync(new HushStep(call.Place.Session));

        var rendered = await call.RunAsync(new RenderStep(call.Place.Session, TimeSpan.Zero, false, spoken.Block));
        Assert.Equal(StepFailure.Invalid, Assert.IsType<StepFailed>(rendered).Failure);
    }

    private async Task<(string Text, short[] Sound)> ExchangeAsync()
    {
        await using var call = await tiny.OpenAsync();
        await call.ListenAsync(0, TinyMinmoCall.Sound(10, seed: 5));
        await call.AppendAsync(
            0, PromptSegment.Heard(new HeardAudio(CallPosition.Zero, new CallPosition(10 * 1280))), PromptSegment.OpenReply());
        var thought = await call.ThinkAsync(12);
        return (string.Concat(thought.Tokens.Select(static token => token.Text)), await call.SayAsync(thought.Tokens, mostBlocks: 5));
    }

    private static float SumOf(DuplexEvidence evidence) => evidence.Idle + evidence.Hold + evidence.Respond + evidence.Yield;

    private static void AssertClose(TickObservation[] expected, TickObservation[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.Equal(one.End, other.End);
            Assert.Equal(one.Evidence!.Value.Idle, other.Evidence!.Value.Idle, Tolerance);
            Assert.Equal(one.Evidence.Value.Hold, other.Evidence.Value.Hold, Tolerance);
            Assert.Equal(one.Evidence.Value.Respond, other.Evidence.Value.Respond, Tolerance);
        }
    }
}
