using MinMo.Cli.Evaluate.Calls;
using MinMo.Cli.Evaluate.Report;
using MinMo.Training.Evaluation.HeldOut;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>The same questions typed: the language model's ability without the ears, which alignment must not cost.
/// </summary>
internal sealed class TypedMeasure : IEvaluationMeasure
{
    /// <inheritdoc />
    public string Name => "typed";

    /// <inheritdoc />
    public string About => "typed questions";

    /// <inheritdoc />
    public int Trials(EvaluationScale scale) => scale.Questions;

    /// <inheritdoc />
    public async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var answers = new AnswerTally(Name, context.Wrong);
        foreach (var dialogue in HeldOutQuestions.Write(context.Options.Seed, context.Scale.Questions))
        {
            await using var call = await TypedCall.OpenAsync(context.Lines, context.Written, cancellationToken);
            for (var at = 0; at < dialogue.Exchanges.Count; at++)
            {
                var reply = await call.AskAsync(dialogue.Exchanges[at].User, cancellationToken);
                answers.Add(dialogue, at, reply.Text, context.Time.GetLocalNow());
                trial();
            }
        }

        return [answers.Row("the same questions typed, answered right")];
    }
}
