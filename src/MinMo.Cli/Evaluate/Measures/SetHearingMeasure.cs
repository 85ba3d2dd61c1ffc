using MinMo.Abstractions.Streams;
using MinMo.Cli.Evaluate.Report;
using MinMo.Cli.Measure;
using MinMo.Cli.Talk;
using MinMo.Training.Evaluation.Sets;
using MinMo.Training.Judges;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>Word errors, and the silence waited, on a user's recordings.</summary>
internal sealed class SetHearingMeasure(IReadOnlyList<RecordedSentence> sentences) : IEvaluationMeasure
{
    /// <inheritdoc />
    public string Name => "hearing";

    /// <inheritdoc />
    public string About => "hearing the set";

    /// <inheritdoc />
    public int Trials(EvaluationScale scale) => Chosen(scale).Count;

    /// <inheritdoc />
    public async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var player = new CallPlayer(context.Lines, context.Time);
        var (errors, several, waits) = (default(WordErrors), 0, new List<double>());
        var chosen = Chosen(context.Scale);
        foreach (var sentence in chosen)
        {
            var call = await player.PlayAsync([TalkRecording.Read(sentence.Path)], overlap: true, context.Mute, cancellationToken);
            errors += WordErrors.Between(sentence.Transcript, call.Journal.Words);
            several += call.Journal.Turns.Count > 1 ? 1 : 0;
            waits.AddRange(call.Events.OfType<SpeechStopped>().Where(static stop => !stop.Dismissed)
                .Select(static stop => (stop.At - stop.LastWord).TotalMilliseconds).TakeLast(1));
            trial();
        }

        var waited = new Percentiles(waits);
        return
        [
            new EvaluationRow(Name, "word errors", errors.Rate, EvaluationUnit.Share)
            {
                Count = errors.Words,
                Note = FormattableString.Invariant($"{chosen.Count} sentences; substituted {errors.Substitutions}, dropped {errors.Deletions}, added {errors.Insertions}"),
            },
            new EvaluationRow(Name, "sentences taken for several turns", (double)several / chosen.Count, EvaluationUnit.Share) { Count = chosen.Count },
            new EvaluationRow(Name, "silence waited, p50", waited.Count == 0 ? null : waited.At(50), EvaluationUnit.Milliseconds) { Count = waited.Count },
        ];
    }

    private IReadOnlyList<RecordedSentence> Chosen(EvaluationScale scale)
        => ReferenceEquals(scale, EvaluationScale.Quick) ? [.. sentences.Take(scale.Sentences)] : sentences;
}
