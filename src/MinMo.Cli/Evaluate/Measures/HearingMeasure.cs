using MinMo.Cli.Evaluate.Calls;
using MinMo.Cli.Evaluate.Report;
using MinMo.Cli.Measure;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Evaluation.HeldOut;
using MinMo.Training.Judges;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>Word errors on held-out sentences by held-out callers.</summary>
internal sealed class HearingMeasure : IEvaluationMeasure
{
    private static readonly Condition[] Conditions =
    [
        new("word errors, espeak-ng voices", [0, 1], CallerSound.Clean, EvaluationTarget.NoMoreThan(0.06)),
        new("word errors, flite voice", [2], CallerSound.Clean, EvaluationTarget.NoMoreThan(0.15)),
        new("word errors, telephone, all three voices", [0, 1, 2], CallerSound.Telephone, null),
        new("word errors, noise at 25 dB, all three voices", [0, 1, 2], CallerSound.Noise, null),
    ];

    /// <inheritdoc />
    public string Name => "hearing";

    /// <inheritdoc />
    public string About => "hearing held-out callers";

    /// <inheritdoc />
    public int Trials(EvaluationScale scale) => Conditions.Length * scale.Sentences;

    /// <inheritdoc />
    public async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var sentences = CallerSentences.Write(context.Options.Seed, context.Scale.Sentences, heldOut: true).ToArray();
        var rows = new List<EvaluationRow>();
        foreach (var condition in Conditions)
        {
            rows.Add(await MeasureAsync(condition, sentences, context, trial, cancellationToken));
        }

        return rows;
    }

    private async Task<EvaluationRow> MeasureAsync(
        Condition condition, CallerSentence[] sentences, EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var player = new CallPlayer(context.Lines, context.Time);
        var kinds = new Dictionary<string, WordErrors>();
        foreach (var (number, sentence) in sentences.Index())
        {
            var request = new CallerRequest(sentence.Text, condition.Voices[number % condition.Voices.Length], number) { Sound = condition.Sound };
            var turn = await SpokenTurn.SayAsync(context.Callers, request, cancellationToken);
            var call = await player.PlayAsync([turn.Recording], overlap: true, context.Mute, cancellationToken);
            var kind = sentence.Skill is "words" or "spelled" or "general" ? sentence.Skill : "questions";
            kinds[kind] = kinds.GetValueOrDefault(kind) + WordErrors.Between(turn.Text, call.Journal.Words);
            trial();
        }

        var all = kinds.Values.Aggregate(default(WordErrors), static (sum, errors) => sum + errors);
        return new EvaluationRow(Name, condition.Name, all.Rate, EvaluationUnit.Share)
        {
            Target = condition.Target,
            Count = all.Words,
            Note = $"{sentences.Length} sentences",
            Detail = kinds.ToDictionary(static kind => kind.Key, static kind => kind.Value.Rate),
        };
    }

    private sealed record Condition(string Name, int[] Voices, CallerSound Sound, EvaluationTarget? Target);
}
