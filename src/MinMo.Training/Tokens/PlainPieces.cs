using System.Text.RegularExpressions;

namespace MinMo.Training.Tokens;

/// <summary>Text cut at its special tokens and then as GPT-2 cuts it; merges stay within a piece.</summary>
internal static partial class PlainPieces
{
    /// <summary>The pieces between special tokens.</summary>
    public static IEnumerable<string> Cut(string text, IReadOnlyList<string> specialTokens) =>
        Runs(text, specialTokens).Where(run => !run.IsSpecial).SelectMany(run => Cut(run.Text));

    /// <summary>The pieces of text without special tokens.</summary>
    public static IEnumerable<string> Cut(string text) => Gpt2().Matches(text).Select(match => match.Value);

    /// <summary>Special tokens and the text between them, in order; at one place the longest token counts.</summary>
    public static IEnumerable<(string Text, bool IsSpecial)> Runs(string text, IReadOnlyList<string> specialTokens)
    {
        var start = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var token = text[index] == '<' ? Longest(text, index, specialTokens) : null;
            if (token is null)
            {
                continue;
            }
            if (index > start)
            {
                yield return (text[start..index], false);
            }
            yield return (token, true);
            start = index + token.Length;
            index = start - 1;
        }
        if (start < text.Length)
        {
            yield return (text[start..], false);
        }
    }

    private static string? Longest(string text, int index, IReadOnlyList<string> tokens) =>
        tokens.Where(token => string.CompareOrdinal(text, index, token, 0, token.Length) == 0)
            .MaxBy(token => token.Length);

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    private static partial Regex Gpt2();
}
