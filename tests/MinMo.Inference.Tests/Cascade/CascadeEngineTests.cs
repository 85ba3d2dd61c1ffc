using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Audio.Resampling;
using MinMo.Inference.Engine;

namespace MinMo.Inference.Tests.Cascade;

/// <summary>The real models talk to themselves: the voice says a question, the ears hear it, the model answers.</summary>
public sealed class CascadeEngineTests(LiteBundle bundle) : IClassFixture<LiteBundle>
{
    private static readonly VoiceSettings Voice = new() { Repeatable = true };
    private static readonly ReplySettings Wording = new() { Temperature = 0 };

    private InferenceEngine Engine => bundle.Engine!;

    [Fact]
    public async Task A_spoken_question_is_heard_understood_and_answered_aloud()
    {
        Assert.SkipUnless(bundle.Engine is not null, LiteBundle.Missing);
        var call = await OpenAsync();

        var turn = await TalkAsync(call, "How many days are there in a week?");

        Assert.Contains("days are there in a week", turn.Heard.Text, StringComparison.OrdinalIgnoreCase);
        Assert.InRange(turn.Heard.StopMass, 0.5f, 1f);
        Assert.InRange(turn.Complete, 0.5f, 1f);
        Assert.Matches("7|seven", turn.Reply);
        Assert.InRange(turn.Spoken.Length, Engine.Description.VoiceRateHz / 2, Engine.Description.VoiceRateHz * 60);
        await Engine.ReleaseAsync(call.Session, Token);
    }

    [Fact]
    public async Task Four_calls_at_once_get_what_each_gets_alone()
    {
        Assert.SkipUnless(bundle.Engine is not null, LiteBundle.Missing);
        string[] questions =
        [
            "What is the capital of France?", "How many days are there in a week?", "Please tell me a short joke.",
            "What color is the sky?",
        ];
        var calls = new List<Admission.Granted>();
        var alone = new List<Turn>();
        foreach (var question in questions)
        {
            var call = await OpenAsync();
            alone.Add(await TalkAsync(call, question));
            await Engine.ReleaseAsync(call.Session, Token);
        }

        while (calls.Count < questions.Length)
        {
            calls.Add(await OpenAsync());
        }

        Assert.IsType<Admission.Refused>(await Engine.OpenAsync(Request(), Token));
        var together = await Task.WhenAll(calls.Zip(questions, TalkAsync));

        Assert.Equal(alone.Select(static turn => turn.Heard.Text), together.Select(static turn => turn.Heard.Text));
        Assert.All(alone.Zip(together), static pair => Assert.Equal(pair.First.Complete, pair.Second.Complete, 1e-3f));

        // Prompts are computed lane by lane, so the first token is chosen from the same numbers. Behind it 8-bit
        // matrices may round differently in batches of other sizes.
        Assert.All(alone.Zip(together), static pair => Assert.Equal(FirstWord(pair.First), FirstWord(pair.Second)));
        foreach (var call in calls)
        {
            await Engine.ReleaseAsync(call.Session, Token);
        }
    }

    [Fact]
    public async Task Hushed_speech_cannot_be_rendered()
    {
        Assert.SkipUnless(bundle.Engine is not null, LiteBundle.Missing);
        var call = await OpenAsync();
        var block = await SpeakAsync(call, "Nobody will hear this.");

        await Engine.ExecuteAsync(new HushStep(call.Session), Token);
        var rendered = await Engine.ExecuteAsync(
            new RenderStep(call.Session, TimeSpan.Zero, false, block.Block), Token);

        Assert.Equal(StepFailure.Invalid, Assert.IsType<StepFailed>(rendered).Failure);
        await Engine.ReleaseAsync(call.Session, Token);
    }

    [Fact]
    public async Task A_clause_without_words_has_no_samples_and_ends_at_once()
    {
        Assert.SkipUnless(bundle.Engine is not null, LiteBundle.Missing);
        var call = await OpenAsync();

        var block = await SpeakAsync(call, " ... ");
        var samples = await RenderAsync(call, block);

        Assert.Equal(0, block.Samples);
        Assert.Empty(samples);
        await Engine.ReleaseAsync(call.Session, Token);
    }

    [Fact]
    public async Task Silence_is_neither_speech_nor_words()
    {
        Assert.SkipUnless(bundle.Engine is not null, LiteBundle.Missing);
        var call = await OpenAsync();

        var ticks = await ListenAsync(call, new short[512 * 40]);
        var heard = await RecognizeAsync(call, 512 * 40);

        Assert.Equal(40, ticks.Count);
        Assert.All(ticks, static tick => Assert.InRange(tick.Speech, 0f, 0.1f));
        Assert.Equal("", heard.Text);
        await Engine.ReleaseAsync(call.Session, Token);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SessionRequest Request() => new(new CallId("call"), new CallSettings());

    private static string FirstWord(Turn turn) => turn.Reply.Trim().Split(' ')[0];

    private async Task<Admission.Granted> OpenAsync()
        => Assert.IsType<Admission.Granted>(await Engine.OpenAsync(Request(), Token));

    private async Task<Turn> TalkAsync(Admission.Granted call, string question)
    {
        var asked = await RenderAsync(call, await SpeakAsync(call, question));
        var samples = CallerAudio(asked);
        var ticks = await ListenAsync(call, samples);
        Assert.Contains(ticks, static tick => tick.Speech > 0.9f);

        var heard = await RecognizeAsync(call, samples.Length);
        var complete = await ExecuteAsync<AssessResult>(new AssessStep(
            call.Session, TimeSpan.FromSeconds(1), CallPosition.Zero, new CallPosition(samples.Length)));
        var reply = await AnswerAsync(call, heard.Text);
        var spoken = await RenderAsync(call, await SpeakAsync(call, reply));
        return new Turn(heard, complete.Complete, reply, spoken);
    }

    // The voice's own audio, at the caller's rate, with a pause behind it, in whole ticks.
    private short[] CallerAudio(short[] spoken)
    {
        var floats = Array.ConvertAll(spoken, static sample => sample / 32_768f);
        var heard = Resampler.Resample(floats, Engine.Description.VoiceRateHz, CallPosition.RateHz);
        var ticks = (heard.Length + (CallPosition.RateHz / 2) + 511) / 512;
        var samples = new short[ticks * 512];
        for (var index = 0; index < heard.Length; index++)
        {
            samples[index] = (short)Math.Clamp(heard[index] * 32_767, short.MinValue, short.MaxValue);
        }

        return samples;
    }

    private async Task<List<TickObservation>> ListenAsync(Admission.Granted call, short[] samples)
    {
        var ticks = new List<TickObservation>();
        const int Piece = 512 * 5;
        for (var at = 0; at < samples.Length; at += Piece)
        {
            var piece = samples[at..Math.Min(samples.Length, at + Piece)];
            var heard = await ExecuteAsync<ListenResult>(new ListenStep(
                call.Session, TimeSpan.FromMilliseconds(32), new CallPosition(at), piece));
            ticks.AddRange(heard.Ticks);
        }

        return ticks;
    }

    private Task<RecognizeResult> RecognizeAsync(Admission.Granted call, int to)
        => ExecuteAsync<RecognizeResult>(new RecognizeStep(
            call.Session, TimeSpan.FromSeconds(1), false, CallPosition.Zero, new CallPosition(to)));

    private async Task<string> AnswerAsync(Admission.Granted call, string words)
    {
        await ExecuteAsync<AppendResult>(new AppendStep(
            call.Session, TimeSpan.FromSeconds(1), false, call.Lane, default,
            [
                PromptSegment.Whole(DialogueRole.System, CallSettings.DefaultInstructions),
                PromptSegment.Whole(DialogueRole.User, words), PromptSegment.OpenReply(),
            ]));
        var reply = "";
        for (var step = 0; step < 8; step++)
        {
            var thought = await ExecuteAsync<ThinkResult>(new ThinkStep(
                call.Session, TimeSpan.FromSeconds(1), false, call.Lane, 5, Wording));
            reply += string.Concat(thought.Tokens.Select(static token => token.Text));
            if (thought.End != ReplyEnd.Open)
            {
                break;
            }
        }

        return reply;
    }

    private Task<SpeakResult> SpeakAsync(Admission.Granted call, string text)
        => ExecuteAsync<SpeakResult>(new SpeakStep(
            call.Session, TimeSpan.FromSeconds(1), false, new ClauseBlock(text), Voice));

    private async Task<short[]> RenderAsync(Admission.Granted call, SpeakResult block)
    {
        var samples = new List<short>();
        RenderResult piece;
        do
        {
            piece = await ExecuteAsync<RenderResult>(
                new RenderStep(call.Session, TimeSpan.FromSeconds(1), false, block.Block));
            samples.AddRange(piece.Samples);
        }
        while (!piece.Ended);

        Assert.Equal(block.Samples, samples.Count);
        return [.. samples];
    }

    private async Task<T> ExecuteAsync<T>(Step step)
        where T : StepResult
        => Assert.IsType<T>(await Engine.ExecuteAsync(step, Token));

    private sealed record Turn(RecognizeResult Heard, float Complete, string Reply, short[] Spoken);
}
