using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Audio.Resampling;
using MinMo.Audio.Samples;

namespace MinMo.Cli.Doctor;

/// <summary>Lets an engine talk to itself: the voice asks a question, the ears hear it, the model answers, the voice
/// says it. No microphone is needed, and every part is measured.</summary>
internal sealed class SelfTest(IInferenceEngine engine, TimeProvider time)
{
    private const string Question = "How many days are there in a week?";
    private const int FirstClauseTokens = 24;

    /// <summary>0.6 s each; the question takes three seconds at most.</summary>
    private const int MostTokenBlocks = 8;

    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);

    /// <summary>Runs it once; seconds.</summary>
    /// <exception cref="InvalidOperationException">The engine refused or failed.</exception>
    public async Task<SelfTestResult> RunAsync(CancellationToken cancellationToken)
    {
        var opening = await engine.OpenAsync(new SessionRequest(new CallId("doctor"), new CallSettings()), cancellationToken);
        var call = opening as Admission.Granted
            ?? throw new InvalidOperationException($"the engine refused: {((Admission.Refused)opening).Explanation}");
        try
        {
            return await TalkAsync(call, cancellationToken);
        }
        finally
        {
            await engine.ReleaseAsync(call.Session, CancellationToken.None);
        }
    }

    private async Task<SelfTestResult> TalkAsync(Admission.Granted call, CancellationToken cancellationToken)
    {
        var question = CallerAudio(await SayAsync(call, Question, whole: true, cancellationToken));
        var began = time.GetTimestamp();
        var standing = engine.Description.HearsWords
            ? null
            : new ListeningContext(call.Lane, default, Speaking: false, From: CallPosition.Zero);
        await ExecuteAsync<ListenResult>(
            new ListenStep(call.Session, Slack, CallPosition.Zero, question, standing), cancellationToken);
        var listened = time.GetElapsedTime(began);

        began = time.GetTimestamp();
        var heard = await ExecuteAsync<RecognizeResult>(
            new RecognizeStep(call.Session, Slack, Speculative: false, CallPosition.Zero, new CallPosition(question.Length)),
            cancellationToken);
        var recognized = time.GetElapsedTime(began);

        var thinking = time.GetTimestamp();
        var turn = engine.Description.HearsWords
            ? PromptSegment.Whole(DialogueRole.User, heard.Text)
            : PromptSegment.Heard(new HeardAudio(CallPosition.Zero, new CallPosition(question.Length)), heard.Text);
        var answer = await AnswerAsync(call, turn, cancellationToken);
        var thought = time.GetElapsedTime(thinking);

        var speaking = time.GetTimestamp();
        await SayAsync(call, answer, whole: false, cancellationToken);
        return new SelfTestResult(
            Question, heard.Text, answer, TimeSpan.FromSeconds((double)question.Length / CallPosition.RateHz),
            new SelfTestTimes(listened, recognized, thought, time.GetElapsedTime(speaking), time.GetElapsedTime(began)));
    }

    /// <summary>All of it, or only what a caller would hear first.</summary>
    private Task<short[]> SayAsync(Admission.Granted call, string text, bool whole, CancellationToken cancellationToken)
        => engine.Description.VoiceBlockTokens > 0
            ? SayTokensAsync(call, text, whole, cancellationToken)
            : SayBlockAsync(call, new ClauseBlock(text), whole, cancellationToken);

    /// <summary>Where the voice reads tokens, the text is opened as a reply first.</summary>
    private async Task<short[]> SayTokensAsync(
        Admission.Granted call, string text, bool whole, CancellationToken cancellationToken)
    {
        var opened = await ExecuteAsync<AppendResult>(
            new AppendStep(
                call.Session, Slack, Speculative: false, call.Lane, default,
                [PromptSegment.OpenReply(text.ToLowerInvariant())]),
            cancellationToken);
        var units = opened.Reply.Select(static token => token.End).Chunk(engine.Description.VoiceBlockTokens).ToArray();
        List<short> samples = [];
        for (var block = 0; block < (whole ? MostTokenBlocks : 1); block++)
        {
            var tokens = new TokenBlock(
                call.Lane, block < units.Length ? units[block] : [], First: block == 0, Last: block + 1 >= units.Length);
            samples.AddRange(await SayBlockAsync(call, tokens, whole, cancellationToken));
        }

        return [.. samples];
    }

    private async Task<short[]> SayBlockAsync(
        Admission.Granted call, VoiceBlock said, bool whole, CancellationToken cancellationToken)
    {
        var block = await ExecuteAsync<SpeakResult>(
            new SpeakStep(call.Session, Slack, Speculative: false, said, new VoiceSettings { Repeatable = true }),
            cancellationToken);
        List<short> samples = [];
        if (block.Samples == 0)
        {
            return [];
        }

        RenderResult piece;
        do
        {
            piece = await ExecuteAsync<RenderResult>(
                new RenderStep(call.Session, Slack, Speculative: false, block.Block), cancellationToken);
            samples.AddRange(piece.Samples);
        }
        while (whole && !piece.Ended);
        return [.. samples];
    }

    /// <summary>At the caller's rate, in whole ticks, with half a second of silence behind it.</summary>
    private short[] CallerAudio(short[] spoken)
    {
        var floats = new float[spoken.Length];
        Pcm.ToFloat(spoken, floats);
        var heard = Resampler.Resample(floats, engine.Description.VoiceRateHz, CallPosition.RateHz);
        var tick = engine.Description.TickSamples;
        var samples = new short[(heard.Length + (CallPosition.RateHz / 2) + tick - 1) / tick * tick];
        Pcm.ToInt16(heard, samples.AsSpan(0, heard.Length));
        return samples;
    }

    private async Task<string> AnswerAsync(Admission.Granted call, PromptSegment turn, CancellationToken cancellationToken)
    {
        var dialogue = new[]
        {
            PromptSegment.Whole(DialogueRole.System, CallSettings.DefaultInstructions),
            turn,
            PromptSegment.OpenReply(),
        };
        await ExecuteAsync<AppendResult>(
            new AppendStep(call.Session, Slack, Speculative: false, call.Lane, default, dialogue), cancellationToken);
        var answer = string.Empty;
        var end = ReplyEnd.Open;
        for (var tokens = 0; tokens < FirstClauseTokens && end == ReplyEnd.Open; tokens += 5)
        {
            var thought = await ExecuteAsync<ThinkResult>(
                new ThinkStep(call.Session, Slack, Speculative: false, call.Lane, 5, new ReplySettings()), cancellationToken);
            answer += string.Concat(thought.Tokens.Select(static token => token.Text));
            end = thought.End;
            if (answer.AsSpan().ContainsAny(".,!?"))
            {
                break;
            }
        }

        return answer.Trim();
    }

    private async Task<T> ExecuteAsync<T>(Step step, CancellationToken cancellationToken)
        where T : StepResult
        => await engine.ExecuteAsync(step, cancellationToken) switch
        {
            T result => result,
            StepFailed failed => throw new InvalidOperationException($"{step.Kind} failed: {failed.Explanation}"),
            var other => throw new InvalidOperationException($"{step.Kind} gave {other.GetType().Name}"),
        };
}
