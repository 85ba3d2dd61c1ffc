using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;

namespace MinMo.Inference.Minmo;

/// <summary>A turn that the engine has with itself before the first caller: runners that were warmed one by one still
/// compile and allocate on their first real turn.</summary>
internal static class MinmoRehearsal
{
    private const int Ticks = 8;

    /// <summary>Has the turn and gives its place back.</summary>
    public static async Task RunAsync(IInferenceEngine engine)
    {
        var request = new SessionRequest(new CallId("rehearsal"), new CallSettings());
        if (await engine.OpenAsync(request, CancellationToken.None).ConfigureAwait(false) is not Admission.Granted place)
        {
            return;
        }

        try
        {
            await HearAsync(engine, place).ConfigureAwait(false);
            await AnswerAsync(engine, place).ConfigureAwait(false);
        }
        finally
        {
            await engine.ReleaseAsync(place.Session, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task HearAsync(IInferenceEngine engine, Admission.Granted place)
    {
        var tick = place.Engine.TickSamples;
        for (var index = 0; index < Ticks; index++)
        {
            await StepAsync(engine, new ListenStep(
                place.Session, TimeSpan.Zero, new CallPosition(index * tick), new short[tick],
                new ListeningContext(place.Lane, default, Speaking: index % 2 == 1, From: null))).ConfigureAwait(false);
        }
    }

    private static async Task AnswerAsync(IInferenceEngine engine, Admission.Granted place)
    {
        var heard = new HeardAudio(CallPosition.Zero, new CallPosition(Ticks * place.Engine.TickSamples));
        await StepAsync(engine, new AppendStep(
            place.Session, TimeSpan.Zero, Speculative: false, place.Lane, default,
            [PromptSegment.Whole(DialogueRole.System, CallSettings.DefaultInstructions), PromptSegment.Heard(heard),
                PromptSegment.OpenReply()])).ConfigureAwait(false);
        var thought = await StepAsync(engine, new ThinkStep(
            place.Session, TimeSpan.Zero, Speculative: false, place.Lane, place.Engine.VoiceBlockTokens, new ReplySettings()))
            .ConfigureAwait(false) as ThinkResult;
        LanePosition[] ends = [.. (thought?.Tokens ?? []).Select(static token => token.End)];
        var spoken = await StepAsync(engine, new SpeakStep(
            place.Session, TimeSpan.Zero, Speculative: false, new TokenBlock(place.Lane, ends, First: true, Last: true),
            new VoiceSettings())).ConfigureAwait(false);
        if (spoken is SpeakResult { Samples: > 0 } block)
        {
            await StepAsync(engine, new RenderStep(place.Session, TimeSpan.Zero, Speculative: false, block.Block))
                .ConfigureAwait(false);
        }
    }

    private static Task<StepResult> StepAsync(IInferenceEngine engine, Step step)
        => engine.ExecuteAsync(step, CancellationToken.None).AsTask();
}
