using MinMo.Cli.Evaluate.Calls;
using MinMo.Cli.Evaluate.Report;
using MinMo.Cli.Measure;
using MinMo.Training.Evaluation.HeldOut;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>How long the agent goes on when a caller barges in, in its audio and in real time.</summary>
internal sealed class BargeInMeasure : IEvaluationMeasure
{
    /// <inheritdoc />
    public string Name => "barge-in";

    /// <inheritdoc />
    public string About => "barge-in to silence, in real time";

    /// <inheritdoc />
    public int Trials(EvaluationScale scale) => scale.Interruptions;

    /// <inheritdoc />
    public async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var measurement = new BargeInMeasurement(context.Lines, context.Time);
        var prompt = await LongReplies.FindAsync(context, cancellationToken);
        var questions = HeldOutQuestions.Write(context.Options.Seed + 6, 6 * context.Scale.Interruptions);
        var outcomes = new List<InterruptionOutcome>();
        for (var number = 0; number < context.Scale.Interruptions; number++)
        {
            var request = new CallerRequest(questions[number].Exchanges[0].User, number % HeldOutCallers.Voices.Count, number);
            var turn = await SpokenTurn.SayAsync(context.Callers, request, cancellationToken);
            var interruption = new Interruption(turn.Recording, turn.Onset) { Prompt = prompt, After = TimeSpan.FromSeconds(1) };
            var outcome = await measurement.PlayAsync(interruption, context.RealTime, cancellationToken);
            outcomes.AddRange(outcome.Spoke ? [outcome] : []);
            trial();
        }

        var silence = new Percentiles(outcomes.Where(static outcome => outcome.Silence is not null)
            .Select(static outcome => outcome.Silence!.Value.TotalMilliseconds));
        return
        [
            Row("barge-in to silence, p50", silence.At(50), silence.Count, 350)
                with { Note = $"{outcomes.Count} interruptions, {outcomes.Count(static outcome => outcome.Stopped)} stopped the agent" },
            Row("barge-in to silence, p95", silence.At(95), silence.Count, 600),
        ];
    }

    private EvaluationRow Row(string name, double value, int count, double limit)
        => new(Name, name, count == 0 ? null : value, EvaluationUnit.Milliseconds)
        {
            Target = EvaluationTarget.NoMoreThan(limit),
            Count = count,
        };
}
