using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;
using MinMo.Cli.Evaluate.Calls;
using MinMo.Cli.Evaluate.Report;
using MinMo.Cli.Measure;
using MinMo.Training.Evaluation.HeldOut;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>Where the time of a turn goes, as in the paper's table 21; computed times are those of the engine's own
/// steps, in real time, one call.</summary>
internal sealed class ProfileMeasure : IEvaluationMeasure
{
    private const int TokensOfABlock = 5;

    /// <inheritdoc />
    public string Name => "profile";

    /// <inheritdoc />
    public string About => "where the time goes, in real time";

    /// <inheritdoc />
    public int Trials(EvaluationScale scale) => scale.TurnsPerCall;

    /// <inheritdoc />
    public async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var turns = new List<SpokenTurn>();
        foreach (var exchange in HeldOutQuestions.Write(context.Options.Seed + 8, context.Scale.TurnsPerCall)
            .SelectMany(static dialogue => dialogue.Exchanges).Take(context.Scale.TurnsPerCall))
        {
            turns.Add(await SpokenTurn.SayAsync(context.Callers, new CallerRequest(exchange.User, 0, 0), cancellationToken));
        }

        using var steps = new StepTimes();
        var player = new CallPlayer(context.Lines, context.Time);
        var call = await player.PlayAsync([.. turns.Select(static turn => turn.Recording)], overlap: false, context.RealTime, cancellationToken);
        foreach (var _ in turns)
        {
            trial();
        }

        return Rows(call, steps);
    }

    private EvaluationRow[] Rows(PlayedCall call, StepTimes steps)
    {
        var replies = call.Events.OfType<ReplyEnded>().ToArray();
        var decisions = new Percentiles(replies
            .Where(static reply => reply.Latency is { LastWord: not null, Decided: not null })
            .Select(static reply => (reply.Latency.Decided!.Value - reply.Latency.LastWord!.Value).TotalMilliseconds));
        var tokens = replies.Sum(static reply => reply.Tokens);
        return
        [
            Row("last word to decision, mean", decisions.Mean, decisions.Count, "250 ms"),
            Row("prefill of a turn", steps.MeanMs(StepKind.Append), steps.Count(StepKind.Append), "in the 150 ms of the next row"),
            Row("5 text tokens", tokens == 0 ? double.NaN : steps.TotalMs(StepKind.Think) / tokens * TokensOfABlock, tokens, "150 ms"),
            Row("15 speech tokens, or a clause", steps.MeanMs(StepKind.Speak), steps.Count(StepKind.Speak), "70 ms"),
            Row("tokens to wave, one piece", steps.MeanMs(StepKind.Render), steps.Count(StepKind.Render), "130 ms for the first"),
            Row("one tick of listening", steps.MeanMs(StepKind.Listen), steps.Count(StepKind.Listen), "not given"),
        ];
    }

    private EvaluationRow Row(string name, double value, int count, string paper)
        => new(Name, name, double.IsNaN(value) ? null : value, EvaluationUnit.Milliseconds)
        {
            Count = count,
            Note = $"the paper, 8 B parameters on two L20 GPUs: {paper}",
        };
}
