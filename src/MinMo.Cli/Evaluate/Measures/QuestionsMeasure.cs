using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;
using MinMo.Cli.Evaluate.Calls;
using MinMo.Cli.Evaluate.Report;
using MinMo.Cli.Measure;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Evaluation.HeldOut;
using MinMo.Training.Judges;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>Spoken questions answered right, judged by the words of the reply; dialogues of several turns included.</summary>
internal sealed class QuestionsMeasure : IEvaluationMeasure
{
    /// <inheritdoc />
    public string Name => "questions";

    /// <inheritdoc />
    public string About => "spoken questions";

    /// <inheritdoc />
    public int Trials(EvaluationScale scale) => scale.Questions;

    /// <inheritdoc />
    public async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var player = new CallPlayer(context.Lines, context.Time);
        var (answers, errors) = (new AnswerTally(Name, context.Wrong), default(WordErrors));
        foreach (var (number, dialogue) in HeldOutQuestions.Write(context.Options.Seed, context.Scale.Questions).Index())
        {
            var turns = await SayAsync(dialogue, number, context, cancellationToken);
            var began = context.Time.GetLocalNow();
            var call = await player.PlayAsync([.. turns.Select(static turn => turn.Recording)], overlap: false, context.Written, cancellationToken);
            for (var at = 0; at < turns.Length; at++)
            {
                var said = Between(call, at);
                answers.Add(dialogue, at, string.Join(' ', said.Select(static turn => turn.Written)), began + (CutOff(call, at) - CallPosition.Zero));
                errors += WordErrors.Between(turns[at].Text, string.Join(' ', said.Select(static turn => turn.User)));
                trial();
            }
        }

        return
        [
            answers.Row("spoken questions answered right") with { Target = EvaluationTarget.AtLeast(0.88) },
            new EvaluationRow(Name, "word errors in these calls", errors.Rate, EvaluationUnit.Share) { Count = errors.Words },
        ];
    }

    private static async Task<SpokenTurn[]> SayAsync(
        Dialogue dialogue, int number, EvaluationContext context, CancellationToken cancellationToken)
    {
        var turns = new List<SpokenTurn>();
        foreach (var exchange in dialogue.Exchanges)
        {
            var request = new CallerRequest(exchange.User, number % HeldOutCallers.Voices.Count, number);
            turns.Add(await SpokenTurn.SayAsync(context.Callers, request, cancellationToken));
        }

        return [.. turns];
    }

    // What was made of one recording: mostly one turn; more if the caller was cut, none if nothing was heard.
    private static Talk.TalkTurn[] Between(PlayedCall call, int at)
    {
        if (at >= call.Starts.Count)
        {
            return [];                                                       // the engine did not answer the turn before
        }

        var (from, until) = (call.Starts[at], CutOff(call, at));
        return [.. call.Journal.Turns.Where(turn => turn.LastWord >= from && turn.LastWord < until)];
    }

    private static CallPosition CutOff(PlayedCall call, int at)
        => at + 1 < call.Starts.Count ? call.Starts[at + 1] : call.Events.OfType<InputSettled>().Last().At + TimeSpan.FromSeconds(1);
}
