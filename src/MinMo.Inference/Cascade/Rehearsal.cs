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
        var block = new ClauseBlock(text);
        var speak = new SpeakStep(place.Session, TimeSpan.Zero, Speculative: false, block, new VoiceSettings());
        var pcm = new List<short>();
        if (await StepAsync(engine, speak).ConfigureAwait(false) is SpeakResult spoken && spoken.Samples > 0)
        {
            bool ended = false;
            while (!ended)
            {
                var render = new RenderStep(place.Session, TimeSpan.Zero, Speculative: false, spoken.Block);
                var rendered = await StepAsync(engine, render).ConfigureAwait(false) as RenderResult;
                pcm.AddRange(rendered?.Samples ?? []);
                ended = rendered is not { Ended: false };
            }
        }

        float[] heard = Resampler.Resample(
            Pcm.ToFloat([.. pcm]), place.Engine.VoiceRateHz, CallPosition.RateHz);
        return Pcm.ToInt16(heard);
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
