using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;

namespace MinMo.Benchmarks.Batching;

/// <summary>One call's steps on an engine, kind by kind, each time from the same state.</summary>
internal sealed class BatchingCall(IInferenceEngine engine, Admission.Granted place)
{
    private static readonly ReplySettings Greedy = new() { MaximumTokens = 1_000 };
    private static readonly VoiceSettings Voice = new();

    private readonly short[] _tick = Sound(place.Engine.TickSamples);
    private CallPosition _heard;
    private LanePosition _prompt;
    private LanePosition[] _ends = [];
    private SpeechBlockId? _block;

    /// <summary>The kinds in the order in which they can be run.</summary>
    public static IReadOnlyList<StepKind> Kinds { get; }
        = [StepKind.Listen, StepKind.Recognize, StepKind.Assess, StepKind.Append, StepKind.Think, StepKind.Speak, StepKind.Render];

    /// <summary>Runs one step of a kind.</summary>
    /// <returns>Rows that it had: tokens where it decodes, else 1; 0 if there was nothing to do.</returns>
    public async Task<int> RunAsync(StepKind kind) => kind switch
    {
        StepKind.Listen => await ListenAsync(),
        StepKind.Recognize => await RunAsync(new RecognizeStep(
            place.Session, TimeSpan.Zero, Speculative: false, new CallPosition(0), _heard)) is RecognizeResult ? 1 : 0,
        StepKind.Assess => place.Engine.JudgesTurns ? 0 : await RunAsync(new AssessStep(
            place.Session, TimeSpan.Zero, new CallPosition(0), _heard)) is AssessResult ? 1 : 0,
        StepKind.Append => await AppendAsync(),
        StepKind.Think => await ThinkAsync(),
        StepKind.Speak => await SpeakAsync(),
        _ => await RenderAsync(),
    };

    private async Task<int> ListenAsync()
    {
        var context = place.Engine.HearsWords ? null : new ListeningContext(place.Lane, default, Speaking: false, From: null);
        await RunAsync(new ListenStep(place.Session, TimeSpan.Zero, _heard, _tick, context));
        _heard = new CallPosition(_heard.Samples + _tick.Length);
        return 1;
    }

    private async Task<int> AppendAsync()
    {
        var appended = (AppendResult)await RunAsync(new AppendStep(
            place.Session, TimeSpan.Zero, Speculative: false, place.Lane, default,
            [
                PromptSegment.Whole(DialogueRole.System, CallSettings.DefaultInstructions),
                PromptSegment.Whole(DialogueRole.User, "what is the capital of france and how many people live there"),
                PromptSegment.OpenReply(),
            ]));
        _prompt = appended.End;
        return 1;
    }

    private async Task<int> ThinkAsync()
    {
        await RunAsync(new TruncateStep(place.Session, place.Lane, _prompt));
        var thought = (ThinkResult)await RunAsync(new ThinkStep(
            place.Session, TimeSpan.Zero, Speculative: false, place.Lane, 5, Greedy));
        _ends = [.. thought.Tokens.Select(static token => token.End)];
        return _ends.Length;
    }

    private async Task<int> SpeakAsync()
    {
        await RunAsync(new HushStep(place.Session));
        VoiceBlock block = place.Engine.VoiceBlockTokens > 0
            ? new TokenBlock(place.Lane, _ends, First: true, Last: false)
            : new ClauseBlock("It is half past nine in the morning.");
        var spoken = (SpeakResult)await RunAsync(new SpeakStep(place.Session, TimeSpan.Zero, Speculative: false, block, Voice));
        _block = spoken.Samples > 0 ? spoken.Block : null;
        return _block is null ? 0 : 1;
    }

    private async Task<int> RenderAsync()
    {
        if (_block is not { } block)
        {
            return 0;
        }

        var rendered = (RenderResult)await RunAsync(new RenderStep(place.Session, TimeSpan.Zero, Speculative: false, block));
        _block = rendered.Ended ? null : block;
        return 1;
    }

    private async Task<StepResult> RunAsync(Step step)
    {
        var result = await engine.ExecuteAsync(step, CancellationToken.None);
        return result is StepFailed failed
            ? throw new InvalidOperationException($"{step.Kind}: {failed.Explanation}")
            : result;
    }

    private static short[] Sound(int samples)
        => [.. Enumerable.Range(0, samples).Select(static index => (short)(8_000 * Math.Sin(index * 0.08)))];
}
