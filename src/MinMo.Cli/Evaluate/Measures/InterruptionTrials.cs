using MinMo.Cli.Evaluate.Calls;
using MinMo.Cli.Measure;
using MinMo.Cli.Talk;
using MinMo.Training.Evaluation.HeldOut;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>Lets held-out callers do something while the agent speaks, on the sample clock.</summary>
/// <param name="context">Engine and data.</param>
/// <param name="prompt">What makes the agent speak at length.</param>
/// <param name="trial">Told after every trial.</param>
internal sealed class InterruptionTrials(EvaluationContext context, string prompt, Action trial)
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(1);

    private readonly BargeInMeasurement _measurement = new(context.Lines, context.Time);

    /// <summary>Plays the trials; those in which the agent had already finished tell nothing and are left out.</summary>
    /// <param name="words">What the caller says in each trial; null says nothing.</param>
    /// <param name="echo">Whether the agent's own voice comes back at -20 to -40 dB, 30 to 250 ms late.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<InterruptionOutcome>> PlayAsync(
        Func<int, string?> words, bool echo, CancellationToken cancellationToken)
    {
        var outcomes = new List<InterruptionOutcome>();
        var random = new Random(context.Options.Seed);
        for (var number = 0; number < context.Scale.Interruptions; number++)
        {
            var interruption = await InterruptAsync(words(number), number, cancellationToken);
            interruption = echo ? interruption with { Echo = Draw(random) } : interruption;
            var outcome = await _measurement.PlayAsync(interruption, context.Spoken, cancellationToken);
            outcomes.AddRange(outcome.Spoke ? [outcome] : []);
            trial();
        }

        return outcomes;
    }

    private async Task<Interruption> InterruptAsync(string? words, int number, CancellationToken cancellationToken)
    {
        if (words is null)
        {
            return new Interruption(new TalkRecording("", [], null), TimeSpan.Zero) { Prompt = prompt, After = After };
        }

        var request = new CallerRequest(words, number % HeldOutCallers.Voices.Count, number);
        var turn = await SpokenTurn.SayAsync(context.Callers, request, cancellationToken);
        return new Interruption(turn.Recording, turn.Onset) { Prompt = prompt, After = After };
    }

    private static AgentEcho Draw(Random random)
        => new(-20 - (20 * random.NextDouble()), TimeSpan.FromSeconds(0.03 + (0.22 * random.NextDouble())));
}
