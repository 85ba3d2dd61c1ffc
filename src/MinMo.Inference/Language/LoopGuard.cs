namespace MinMo.Inference.Language;

/// <summary>
/// Finds a reply that says the same over and over, as small models do under greedy decoding: the last tokens are one
/// run, repeated at least once more, and the repetition covers <see cref="LoopTokens"/>.
/// </summary>
internal static class LoopGuard
{
    /// <summary>
    /// Tokens that a repetition fills before it counts as a loop. "No, no, no" or a refrain of one clause is speech;
    /// a sentence of twelve tokens said twice in a row, or one word for 24 tokens, is not.
    /// </summary>
    public const int LoopTokens = 24;

    /// <summary>Longest run looked for: two long sentences.</summary>
    private const int LongestRun = 64;

    /// <summary>Whether the reply has begun to loop.</summary>
    /// <param name="reply">The tokens of the reply so far.</param>
    public static bool Loops(ReadOnlySpan<int> reply)
    {
        for (var run = 1; run <= LongestRun && 2 * run <= reply.Length; run++)
        {
            var covered = Math.Max(LoopTokens, 2 * run);
            if (covered <= reply.Length && IsPeriodic(reply[^covered..], run))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPeriodic(ReadOnlySpan<int> tokens, int run) => tokens[run..].SequenceEqual(tokens[..^run]);
}
