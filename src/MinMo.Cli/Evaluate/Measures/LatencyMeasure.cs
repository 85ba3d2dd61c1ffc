using System.Diagnostics;
using MinMo.Cli.Evaluate.Calls;
using MinMo.Cli.Evaluate.Report;
using MinMo.Cli.Measure;
using MinMo.Training.Evaluation.HeldOut;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>What one caller waits in real time, counted from where the last word really ended, and what the call costs.
/// </summary>
internal sealed class LatencyMeasure : IEvaluationMeasure
{
    /// <inheritdoc />
    public string Name => "latency";

    /// <inheritdoc />
    public string About => "first audio, in real time";

    /// <inheritdoc />
    public int Trials(EvaluationScale scale) => scale.Turns;

    /// <inheritdoc />
    public async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var questions = HeldOutQuestions.Write(context.Options.Seed + 5, context.Scale.Turns)
            .SelectMany(static dialogue => dialogue.Exchanges).Take(context.Scale.Turns).Select(static exchange => exchange.User);
        var turns = new List<SpokenTurn>();
        foreach (var (number, question) in questions.Index())
        {
            var call = number / context.Scale.TurnsPerCall;
            var request = new CallerRequest(question, call % HeldOutCallers.Voices.Count, call);
            turns.Add(await SpokenTurn.SayAsync(context.Callers, request, cancellationToken));
        }

        return await MeasureAsync(Name, turns, context, trial, cancellationToken);
    }

    /// <summary>Plays turns in real time, some in each call.</summary>
    public static async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        string measure, IReadOnlyList<SpokenTurn> turns, EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var player = new CallPlayer(context.Lines, context.Time);
        var (waits, underruns, spent, lasted) = (new List<AnswerWaits>(), 0L, TimeSpan.Zero, TimeSpan.Zero);
        foreach (var dialogue in turns.Chunk(context.Scale.TurnsPerCall))
        {
            var (began, before) = (context.Time.GetTimestamp(), ProcessorTime());
            var call = await player.PlayAsync([.. dialogue.Select(static turn => turn.Recording)], overlap: false, context.RealTime, cancellationToken);
            spent += ProcessorTime() - before;
            lasted += context.Time.GetElapsedTime(began);
            underruns += call.Underruns;
            waits.Add(Waits(call, dialogue));
            foreach (var _ in dialogue)
            {
                trial();
            }
        }

        var first = new Percentiles([.. waits.SelectMany(static call => call.Waits).Select(static wait => wait.TotalMilliseconds)]);
        var (early, unanswered) = (waits.Sum(static call => call.Early), waits.Sum(static call => call.Unanswered));
        return
        [
            Row(measure, "first audio after the last word, p50", first.At(50), first.Count, 600) with
            {
                Note = $"{turns.Count} turns played; {early} answered before their end, {unanswered} not at all",
            },
            Row(measure, "first audio after the last word, p95", first.At(95), first.Count, 900) with { Note = $"{underruns} underruns" },
            new EvaluationRow(measure, "CPU of one call, share of one core", spent / lasted, EvaluationUnit.Share)
            {
                Target = EvaluationTarget.NoMoreThan(0.60),
                Note = FormattableString.Invariant($"{lasted.TotalMinutes:F1} minutes of calls; the whole process, player included"),
            },
        ];
    }

    private static EvaluationRow Row(string measure, string name, double value, int count, double limit)
        => new(measure, name, count == 0 ? null : value, EvaluationUnit.Milliseconds)
        {
            Target = EvaluationTarget.NoMoreThan(limit),
            Count = count,
        };

    private static AnswerWaits Waits(PlayedCall call, SpokenTurn[] turns) => AnswerWaits.Of(
        [.. call.Starts.Zip(turns, static (start, turn) => (start, start + turn.End))],
        [.. call.Journal.Turns.Where(static turn => turn.FirstAudio is not null).Select(static turn => turn.FirstAudio!.Value)]);

    private static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
