using MinMo.Cli.Evaluate.Calls;
using MinMo.Cli.Measure;
using MinMo.Training.Corpora.Text;

namespace MinMo.Cli.Evaluate.Measures;

/// <summary>Finds what makes a bundle speak at length, so that there is something to interrupt.</summary>
internal static class LongReplies
{
    private const int Candidates = 8;
    private const int Dialogues = 400;

    /// <summary>The request with the longest answer: a story of a public model, else one of the skills.</summary>
    public static async Task<string> FindAsync(EvaluationContext context, CancellationToken cancellationToken)
    {
        var best = (Prompt: Interruption.LongStory, Length: 0);
        foreach (var prompt in Prompts(context.Options.Seed).Prepend(Interruption.LongStory))
        {
            await using var call = await TypedCall.OpenAsync(context.Lines, context.Written, cancellationToken);
            var reply = await call.AskAsync(prompt, cancellationToken);
            best = reply.Text.Length > best.Length ? (prompt, reply.Text.Length) : best;
        }

        return best.Prompt;
    }

    private static IEnumerable<string> Prompts(int seed) => SkillDialogues.Write(seed, Dialogues, heldOut: true)
        .Select(static dialogue => dialogue.Exchanges[0])
        .Where(static exchange => exchange.User.Length > 0)
        .OrderByDescending(static exchange => exchange.Reply.Length)
        .DistinctBy(static exchange => exchange.Skill)
        .Take(Candidates)
        .Select(static exchange => exchange.User);
}
