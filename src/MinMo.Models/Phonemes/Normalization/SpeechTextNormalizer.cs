namespace MinMo.Models.Phonemes.Normalization;

/// <summary>What a language model writes to words that can be spoken (American English): numbers, money, times, dates,
/// telephone numbers, units, addresses and abbreviations are written out; Markdown and emoji go. Pure; safe for
/// concurrent use. Give it whole clauses: a number cut in two is read as two.</summary>
public static class SpeechTextNormalizer
{
    // The order matters: the first rule that knows a number takes it.
    private static readonly Func<string, string>[] Passes =
    [
        MarkupPass.Apply, SymbolPass.Comparisons, AddressPass.Apply, PictogramPass.Apply, AbbreviationPass.Apply,
        PhonePass.Apply, DatePass.Apply, TimePass.Apply, MoneyPass.Apply, MeasurePass.Apply, FractionPass.Apply, SymbolPass.BeforeNumbers,
        NumberPass.Apply, SymbolPass.AfterNumbers, SymbolPass.Tidy,
    ];

    /// <summary>Rewrites a clause.</summary>
    /// <param name="text">As the language model wrote it.</param>
    /// <returns>Words and punctuation, trimmed; empty if nothing can be said.</returns>
    public static string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var pass in Passes)
        {
            text = pass(text);
        }

        return text;
    }
}
