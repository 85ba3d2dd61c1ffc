namespace MinMo.Conversation.Tools;

/// <summary>Words as their letters and letters as a word: models see units of several letters, and spell badly.</summary>
internal static class Spelling
{
    /// <summary>"Clark" as "c, l, a, r, k"; null where there is no letter.</summary>
    public static string? Spell(ReadOnlySpan<string> words)
    {
        var letters = Letters(words);
        return letters.Length == 0 ? null : string.Join(", ", letters.ToCharArray());
    }

    /// <summary>"p a t h" as "path"; null where there is no letter.</summary>
    public static string? Join(ReadOnlySpan<string> words)
    {
        var letters = Letters(words);
        return letters.Length == 0 ? null : letters;
    }

    private static string Letters(ReadOnlySpan<string> words) =>
        string.Concat(string.Concat(words).Where(char.IsLetterOrDigit));
}
