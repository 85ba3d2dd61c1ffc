using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Audio.Resampling;
using MinMo.Audio.Samples;

namespace MinMo.Inference.Cascade;

/// <summary>
/// A call that the engine has with itself before the first caller: its own voice asks, its ears hear, its model answers.
/// Runners that were warmed one by one still compile and allocate on their first real turn, which cost a first caller
/// 0.7 s more (873 ms against 162 ms of recognition, measured on two cores).
/// </summary>
internal static class Rehearsal
{
    private const string Question = "Hello, how are you today?";

    /// <summary>Of 15 speech tokens each: a few seconds of sound.</summary>
    private const int MostTokenBlocks = 8;

    /// <summary>Has the call and gives its place back.</summary>
    public static async Task RunAsync(IInferenceEngine engine)
    {
        var request = new SessionRequest(new CallId("rehearsal"), new CallSettings());
        if (await engine.OpenAsync(request, CancellationToken.None).ConfigureAwait(false) is not Admission.Granted place)
        {
            return;
        }

        try
        {
            short[] question = await SpeakAsync(engine, place, Question).ConfigureAwait(false);
            await HearAsync(engine, place, question).ConfigureAwait(false);
            await AnswerAsync(engine, place).ConfigureAwait(false);
        }
        finally
        {
            await engine.ReleaseAsync(place.Session, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task<short[]> SpeakAsync(IInferenceEngine engine, Admission.Granted place, string text)
    {
        var pcm = new List<short>();
        if (place.Engine.VoiceBlockTokens == 0)
        {
            await SayAsync(engine, place, new ClauseBlock(text), pcm).ConfigureAwait(false);
        }
        else
        {
            await SayTokensAsync(engine, place, text, pcm).ConfigureAwait(false);
        }

        float[] heard = Resampler.Resample(
            Pcm.ToFloat([.. pcm]), place.Engine.VoiceRateHz, CallPosition.RateHz);
        return Pcm.ToInt16(heard);
    }

    // A voice that reads tokens gets the text as if the model had thought it.
    private static async Task SayTokensAsync(
        IInferenceEngine engine, Admission.Granted place, string text, List<short> pcm)
    {
        var opened = await StepAsync(engine, new AppendStep(
            place.Session, TimeSpan.Zero, Speculative: false, place.Lane, default, [PromptSegment.OpenReply(text)]))
            .ConfigureAwait(false) as AppendResult;
        LanePosition[] ends = [.. (opened?.Reply ?? []).Select(static token => token.End)];
        var complete = ends.Length == 0;
        for (var block = 0; block < MostTokenBlocks && !complete; block++)
        {
            var tokens = new TokenBlock(place.Lane, block == 0 ? ends : [], First: block == 0, Last: true);
            complete = await SayAsync(engine, place, tokens, pcm).ConfigureAwait(false);
        }
    }

    /// <returns>Whether that was all there was to say.</returns>
    private static async Task<bool> SayAsync(
        IInferenceEngine engine, Admission.Granted place, VoiceBlock block, List<short> pcm)
    {
        var speak = new SpeakStep(place.Session, TimeSpan.Zero, Speculative: false, block, new VoiceSettings());
        if (await StepAsync(engine, speak).ConfigureAwait(false) is not SpeakResult spoken)
        {
            return true;
        }

        var ended = spoken.Samples == 0;
        while (!ended)
        {
            var render = new RenderStep(place.Session, TimeSpan.Zero, Speculative: false, spoken.Block);
            var rendered = await StepAsync(engine, render).ConfigureAwait(false) as RenderResult;
            pcm.AddRange(rendered?.Samples ?? []);
            ended = rendered is not { Ended: false };
        }

        return spoken.Complete;
    }

    private static async Task HearAsync(IInferenceEngine engine, Admission.Granted place, short[] audio)
    {
        int ticks = (audio.Length / place.Engine.TickSamples) + 1;
        Array.Resize(ref audio, ticks * place.Engine.TickSamples);
        await StepAsync(engine, new ListenStep(place.Session, TimeSpan.Zero, CallPosition.Zero, audio))
            .ConfigureAwait(false);
        var end = new CallPosition(audio.Length);
        var assessed = StepAsync(engine, new AssessStep(place.Session, TimeSpan.Zero, CallPosition.Zero, end));
        var recognized = StepAsync(
            engine, new RecognizeStep(place.Session, TimeSpan.Zero, Speculative: false, CallPosition.Zero, end));
        await Task.WhenAll(assessed, recognized).ConfigureAwait(false);
    }

    private static async Task AnswerAsync(IInferenceEngine engine, Admission.Granted place)
    {
        PromptSegment[] dialogue =
        [
            PromptSegment.Whole(DialogueRole.System, CallSettings.DefaultInstructions),
            PromptSegment.Whole(DialogueRole.User, Question),
            PromptSegment.OpenReply(),
        ];
        await StepAsync(engine, new AppendStep(
            place.Session, TimeSpan.Zero, Speculative: false, place.Lane, default, dialogue)).ConfigureAwait(false);
        await StepAsync(engine, new ThinkStep(
            place.Session, TimeSpan.Zero, Speculative: false, place.Lane, 5, new ReplySettings())).ConfigureAwait(false);
    }

    private static Task<StepResult> StepAsync(IInferenceEngine engine, Step step)
        => engine.ExecuteAsync(step, CancellationToken.None).AsTask();
}
