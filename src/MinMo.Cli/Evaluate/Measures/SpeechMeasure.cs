using MinMo.Cli.Evaluate.Calls;
using MinMo.Cli.Evaluate.Report;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Evaluation.HeldOut;
using MinMo.Training.Evaluation.Voice;
using MinMo.Training.Judges;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>Whether the words of replies are heard in their audio, as others hear them: relative to the agent's source
/// voice speaking the same text.</summary>
internal sealed class SpeechMeasure : IEvaluationMeasure
{
    private const string Ask = "repeat after me ";
    private const int SkillReplies = 5_000;

    /// <inheritdoc />
    public string Name => "speech";

    /// <inheritdoc />
    public string About => "words heard in replies";

    /// <inheritdoc />
    public int Trials(EvaluationScale scale) => 4 * scale.Replies;

    /// <inheritdoc />
    public async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var skills = await AnswersAsync(context, trial, cancellationToken);
        var words = await RepetitionsAsync(context, trial, cancellationToken);
        var rows = new List<EvaluationRow>();
        var tally = new WordTally();
        foreach (var (name, judge) in Judges(context.Voices, rows))
        {
            var (ofSkills, _) = await JudgeAsync(judge, skills, trial, cancellationToken);
            var (ofWords, heard) = await JudgeAsync(judge, words, trial, cancellationToken);
            rows.Add(Row($"reply speech, skills, {name}", ofSkills, 0.92));
            rows.Add(Row($"reply speech, random words, {name}", ofWords, 0.85));
            foreach (var (speech, text) in words.Zip(heard))
            {
                tally.Add(speech.Text, text);
            }
        }

        rows.AddRange(LongTail(tally));
        return rows;
    }

    private IEnumerable<(string Name, ISpeechJudge Judge)> Judges(JudgingVoices voices, List<EvaluationRow> rows)
    {
        var ears = voices.Ears();
        yield return (ears.Name, ears);
        PocketsphinxJudge? pocketsphinx = null;
        try
        {
            pocketsphinx = voices.Pocketsphinx();
        }
        catch (JudgeNotInstalledException missing)
        {
            rows.Add(EvaluationRow.Missing(Name, missing.Message));
        }

        if (pocketsphinx is not null)
        {
            yield return ("pocketsphinx", pocketsphinx);
        }
    }

    private static async Task<List<ReplySpeech>> AnswersAsync(EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var replies = new List<ReplySpeech>();
        foreach (var dialogue in HeldOutQuestions.Write(context.Options.Seed + 1, 6 * context.Scale.Replies).Take(context.Scale.Replies))
        {
            var reply = await AskAsync(dialogue.Exchanges[0].User, context, cancellationToken);
            await AddAsync(replies, reply, context, cancellationToken);
            trial();
        }

        return replies;
    }

    // What the model does not repeat as asked is not judged: that is no matter of its voice.
    private static async Task<List<ReplySpeech>> RepetitionsAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var replies = new List<ReplySpeech>();
        foreach (var sentence in AgentSentences.RandomWords(context.Options.Seed + 2, context.Scale.Replies))
        {
            var words = SpokenWords.Of(sentence);
            var reply = await AskAsync(Ask + string.Join(' ', words), context, cancellationToken);
            if (words.All(SpokenWords.Of(reply.Text).Contains))
            {
                await AddAsync(replies, reply, context, cancellationToken);
            }

            trial();
        }

        return replies;
    }

    // A call is not left open while the source voice speaks: the engine ends calls that say nothing for 30 s.
    private static async Task<TypedReply> AskAsync(string text, EvaluationContext context, CancellationToken cancellationToken)
    {
        await using var call = await TypedCall.OpenAsync(context.Lines, context.Spoken, cancellationToken);
        return await call.AskAsync(text, cancellationToken);
    }

    private static async Task AddAsync(
        List<ReplySpeech> replies, TypedReply reply, EvaluationContext context, CancellationToken cancellationToken)
    {
        if (reply.Samples.Length == 0 || SpokenWords.Of(reply.Text).Length == 0)
        {
            return;
        }

        var source = await context.Voices.Source().SpeakAsync(reply.Text, SpeakingStyle.Normal, new Random(1), cancellationToken);
        replies.Add(new ReplySpeech(reply.Text, reply.Sound(), source.Samples));
    }

    private static async Task<(SpeechResult Result, IReadOnlyList<string> Heard)> JudgeAsync(
        ISpeechJudge judge, List<ReplySpeech> replies, Action trial, CancellationToken cancellationToken)
    {
        var heard = await judge.ListenAsync([.. replies.Select(static reply => (ReadOnlyMemory<float>)reply.Sound)], cancellationToken);
        var source = await judge.ListenAsync([.. replies.Select(static reply => (ReadOnlyMemory<float>)reply.Source)], cancellationToken);
        var result = new SpeechResult(default, default);
        foreach (var (at, reply) in replies.Index())
        {
            result = new SpeechResult(
                result.Reply + WordErrors.Between(reply.Text, heard[at]), result.Source + WordErrors.Between(reply.Text, source[at]));
            trial();
        }

        return (result, heard);
    }

    private EvaluationRow Row(string name, SpeechResult result, double target)
        => new(Name, name, result.Reply.Words == 0 ? null : result.Reply.Accuracy / result.Source.Accuracy, EvaluationUnit.Number)
        {
            Target = EvaluationTarget.AtLeast(target),
            Count = result.Reply.Words,
            Note = FormattableString.Invariant($"{result.Reply.Accuracy:F3} of the words, of the source voice {result.Source.Accuracy:F3}"),
        };

    private IEnumerable<EvaluationRow> LongTail(WordTally tally)
    {
        var usual = AgentSentences.Replies(1, SkillReplies, heldOut: false).SelectMany(SpokenWords.Of).ToHashSet();
        var never = tally.NeverRecognized();
        yield return new EvaluationRow(
            Name, "words heard that replies of the skills never say (long tail)", tally.Recognized(word => !usual.Contains(word)),
            EvaluationUnit.Share)
        {
            Note = $"{never.Count} words never heard: {string.Join(' ', never.Take(8))}",
        };
        yield return new EvaluationRow(
            Name, "words heard that replies of the skills say", tally.Recognized(usual.Contains), EvaluationUnit.Share);
    }

    private sealed record ReplySpeech(string Text, float[] Sound, float[] Source);

    private sealed record SpeechResult(WordErrors Reply, WordErrors Source);
}
