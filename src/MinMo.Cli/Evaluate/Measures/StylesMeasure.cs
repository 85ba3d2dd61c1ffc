using MinMo.Cli.Evaluate.Calls;
using MinMo.Cli.Evaluate.Report;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Evaluation.Voice;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>Whether manners of speaking that the caller asks for are heard: the same sentences without a wish and right behind one.
/// </summary>
internal sealed class StylesMeasure : IEvaluationMeasure
{
    private static readonly (SpeakingStyle Style, string Wish)[] Wishes =
    [
        (SpeakingStyle.Slow, "can you speak slower"),
        (SpeakingStyle.Fast, "please speak faster"),
        (SpeakingStyle.Loud, "can you speak louder"),
        (SpeakingStyle.Whisper, "please whisper"),
    ];

    /// <inheritdoc />
    public string Name => "styles";

    /// <inheritdoc />
    public string About => "manners of speaking";

    /// <inheritdoc />
    public int Trials(EvaluationScale scale) => (Wishes.Length + 1) * scale.StyledReplies;

    /// <inheritdoc />
    public async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        string[] sentences = [.. AgentSentences.RandomWords(context.Options.Seed + 7, context.Scale.StyledReplies)];
        var normal = await SpeakAsync(null, sentences, context, trial, cancellationToken);
        var rows = new List<EvaluationRow>();
        foreach (var (style, wish) in Wishes)
        {
            rows.AddRange(Rows(style, normal, await SpeakAsync(wish, sentences, context, trial, cancellationToken)));
        }

        return rows;
    }

    private static async Task<IReadOnlyList<VoiceFigures>> SpeakAsync(
        string? wish, string[] sentences, EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var figures = new List<VoiceFigures>();
        foreach (var sentence in sentences)
        {
            await using var call = await TypedCall.OpenAsync(context.Lines, context.Spoken, cancellationToken);
            if (wish is not null)
            {
                await call.AskAsync(wish, cancellationToken);
            }

            var reply = await call.AskAsync("repeat after me " + sentence.TrimEnd('.').Replace(",", "", StringComparison.Ordinal), cancellationToken);
            if (reply.Samples.Length > 0)
            {
                figures.Add(VoiceFigures.Measure(reply.Sound(), reply.Text));
            }

            trial();
        }

        return figures;
    }

    private IEnumerable<EvaluationRow> Rows(SpeakingStyle style, IReadOnlyList<VoiceFigures> normal, IReadOnlyList<VoiceFigures> styled)
    {
        var name = style.ToString().ToLowerInvariant();
        if (normal.Count == 0 || styled.Count == 0)
        {
            yield return EvaluationRow.Missing(Name, $"{name}: nothing was said");
            yield break;
        }

        yield return Row($"{name}: syllable rate against normal",
            styled.Average(static voice => voice.SyllablesPerSecond) / normal.Average(static voice => voice.SyllablesPerSecond), EvaluationUnit.Number);
        yield return Row($"{name}: level against normal",
            styled.Average(static voice => voice.LevelDbfs) - normal.Average(static voice => voice.LevelDbfs), EvaluationUnit.Decibels);
        yield return Row($"{name}: voiced share of the speech", styled.Average(static voice => voice.VoicedShare), EvaluationUnit.Share) with
        {
            Note = FormattableString.Invariant($"normal {normal.Average(static voice => voice.VoicedShare):P0}"),
        };

        EvaluationRow Row(string row, double value, EvaluationUnit unit) => new(Name, row, value, unit) { Count = styled.Count };
    }
}
