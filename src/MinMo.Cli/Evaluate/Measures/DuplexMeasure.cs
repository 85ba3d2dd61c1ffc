using MinMo.Abstractions.Calls;
using MinMo.Cli.Evaluate.Calls;
using MinMo.Cli.Evaluate.Report;
using MinMo.Cli.Measure;
using MinMo.Training.Evaluation.Floor;
using MinMo.Training.Evaluation.HeldOut;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>
/// Who has the floor, in live calls on the sample clock: answers at the ends of turns that have pauses inside, giving way
/// to barge-ins, and going on through back-channels and the echo of the agent's own voice.
/// </summary>
internal sealed class DuplexMeasure : IEvaluationMeasure
{
    private static readonly string[] BackChannels =
        ["uh huh", "yeah", "okay", "right", "mm hmm", "i see", "yes", "oh", "sure", "got it", "ah okay", "yeah yeah"];

    private static readonly string[] Prefixes = ["wait", "stop", "hold on", "sorry", "excuse me"];

    /// <inheritdoc />
    public string Name => "duplex";

    /// <inheritdoc />
    public string About => "turn taking";

    /// <inheritdoc />
    public int Trials(EvaluationScale scale) => scale.Dialogues + (3 * scale.Interruptions);

    /// <inheritdoc />
    public async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var answers = await AnswersAsync(context, trial, cancellationToken);
        var trials = new InterruptionTrials(context, await LongReplies.FindAsync(context, cancellationToken), trial);
        var questions = HeldOutQuestions.Write(context.Options.Seed + 3, 6 * context.Scale.Interruptions);
        var claims = await trials.PlayAsync(number => Claim(questions[number].Exchanges[0].User, number), echo: false, cancellationToken);
        var backChannels = await trials.PlayAsync(static number => BackChannels[number % BackChannels.Length], echo: false, cancellationToken);
        var echoes = await trials.PlayAsync(static _ => null, echo: true, cancellationToken);
        var yields = FloorRows.Yields(claims) + FloorRows.FalseYields([.. backChannels, .. echoes]);
        return
        [
            .. FloorRows.Of(Name, "assistant turn-taking", answers, 0.90),
            .. FloorRows.Of(Name, "user turn-taking", yields, 0.85),
            FloorRows.FalseStops(Name, "false stops on back-channels (conceding) and echo", [.. backChannels, .. echoes])
                with { Target = EvaluationTarget.NoMoreThan(0.15) },
            FloorRows.FalseStops(Name, "of these, on back-channels", backChannels),
            FloorRows.FalseStops(Name, "of these, on echo at -20 to -40 dB", echoes),
        ];
    }

    // A third of the turns has a pause inside.
    private static async Task<FloorScore> AnswersAsync(EvaluationContext context, Action trial, CancellationToken cancellationToken)
    {
        var player = new CallPlayer(context.Lines, context.Time);
        var score = FloorScore.None;
        var dialogues = HeldOutQuestions.Write(context.Options.Seed + 4, 6 * context.Scale.Dialogues).Take(context.Scale.Dialogues);
        foreach (var (number, dialogue) in dialogues.Index())
        {
            var turns = new List<SpokenTurn>();
            foreach (var exchange in dialogue.Exchanges)
            {
                var request = new CallerRequest(exchange.User, number % HeldOutCallers.Voices.Count, number)
                {
                    Pauses = (number + turns.Count) % 3 == 0 ? 1 : 0,
                };
                turns.Add(await SpokenTurn.SayAsync(context.Callers, request, cancellationToken));
            }

            var call = await player.PlayAsync([.. turns.Select(static turn => turn.Recording)], overlap: false, context.Written, cancellationToken);
            score += FloorScore.Of(
                [.. call.Starts.Zip(turns, static (start, turn) => start - CallPosition.Zero + turn.End)], call.Answers(), FloorRows.Tolerance);
            trial();
        }

        return score;
    }

    private static string Claim(string question, int number)
        => number % 3 == 0 ? $"{Prefixes[number % Prefixes.Length]} {question}" : question;
}
