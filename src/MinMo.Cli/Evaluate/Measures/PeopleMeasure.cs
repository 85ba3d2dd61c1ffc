using MinMo.Cli.Evaluate.Report;
using MinMo.Cli.Measure;
using MinMo.Cli.Talk;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Judges;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>Word errors on recordings of people.</summary>
/// <param name="folder">With clips.tsv; null for none.</param>
internal sealed class PeopleMeasure(string? folder) : IEvaluationMeasure
{
    private const int TaughtSentences = 5_000;

    /// <inheritdoc />
    public string Name => "people";

    /// <inheritdoc />
    public string About => "hearing people";

    /// <inheritdoc />
    public int Trials(EvaluationScale scale) => folder is null ? 1 : Clips(folder, scale).Length;

    /// <inheritdoc />
    public async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        if (folder is null)
        {
            return [EvaluationRow.Missing(Name, "MINMO_HUMAN_SPEECH names no folder with clips.tsv")];
        }

        var taught = Taught();
        var player = new CallPlayer(context.Lines, context.Time);
        var (known, all) = (new List<WordErrors>(), new List<WordErrors>());
        foreach (var clip in Clips(folder, context.Scale))
        {
            var call = await player.PlayAsync([TalkRecording.Read(clip.Path)], overlap: true, context.Mute, cancellationToken);
            var errors = WordErrors.Between(clip.Transcript, call.Journal.Words);
            all.Add(errors);
            if (SpokenWords.Of(clip.Transcript).All(taught.Contains))
            {
                known.Add(errors);
            }

            trial();
        }

        return [Row("word errors, people, words of the vocabulary", known), Row("word errors, people, all clips", all)];
    }

    private EvaluationRow Row(string name, List<WordErrors> clips)
    {
        var sum = clips.Aggregate(default(WordErrors), static (sum, errors) => sum + errors);
        return new EvaluationRow(Name, name, clips.Count == 0 ? null : sum.Rate, EvaluationUnit.Share)
        {
            Count = sum.Words,
            Note = $"{clips.Count} clips",
        };
    }

    private static SpeechClip[] Clips(string folder, EvaluationScale scale)
    {
        SpeechClip[] clips = [.. SpeechClip.ReadAll(folder).Where(static clip => SpeechClip.TurnKinds.Contains(clip.Kind))];
        return ReferenceEquals(scale, EvaluationScale.Quick) ? clips[..Math.Min(clips.Length, scale.Sentences)] : clips;
    }

    // The vocabulary, and what the sentences of the skills say besides.
    private static HashSet<string> Taught() => CallerSentences.Write(1, TaughtSentences, heldOut: false)
        .Select(static sentence => sentence.Text).Concat(Vocabulary.Words).SelectMany(SpokenWords.Of).ToHashSet();
}
