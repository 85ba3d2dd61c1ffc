using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>Lower-case text as people write it: capitals at sentence starts and of names, letters that are spelled.</summary>
internal static class WrittenText
{
    private static readonly string[] AskingWords =
    [
        "what", "what's", "who", "who's", "whose", "how", "how's", "when", "where", "which", "why", "can", "could", "would",
        "will", "do", "does", "did", "is", "are", "am", "may", "should", "have", "has", "don't", "isn't",
    ];

    private static readonly string[] CommonWords =
        ["march", "rose", "white", "young", "king", "green", "baker", "brown", "bell", "cook", "wood", "new", "black", "cooper", "carter"];

    private static readonly HashSet<string> Names =
    [
        .. new[] { "name", "weekday", "month", "country", "capital" }.SelectMany(SlotTables.Embedded.Values)
            .SelectMany(static value => value.Split(' ')).Where(static word => word is not ("of" or "the" or "and")).Except(CommonWords),
        "english", "french", "german", "spanish", "italian", "christmas", "minmo", "celsius", "fahrenheit",
    ];

    // Names that are also words: a capital only behind words that a name follows.
    private static readonly HashSet<string> Ambiguous = ["may", "mark", "frank", "will"];

    private static readonly HashSet<string> BeforeNames =
        ["is", "i'm", "am", "to", "in", "of", "name", "you", "me", "meet", "call", "as", "for", "on", "this", "it's", "until", "last", "next"];

    /// <summary>A caller's words as a good recognizer writes them.</summary>
    /// <param name="text">Lower case, no punctuation.</param>
    public static string OfCaller(string text)
    {
        var words = text.Split(' ');
        var first = Array.FindIndex(words, static word => word is not ("um" or "uh" or "hey" or "okay" or "so" or "well" or "hi"
            or "and" or "now" or "please" or "oh" or "right" or "hmm" or "alright" or "hello" or "yes" or "sorry" or "minmo"));
        var asks = first >= 0 && AskingWords.Contains(words[first]);
        return Capitalize(first is > 0 and < 3 ? $"{string.Join(' ', words[..first])}, {string.Join(' ', words[first..])}" : text)
            + (asks ? "?" : ".");
    }

    /// <summary>A text with its punctuation.</summary>
    public static string Capitalize(string text)
    {
        var words = text.Split(' ');
        for (var index = 0; index < words.Length; index++)
        {
            var bare = words[index].TrimEnd('.', ',', '?', '!');
            var starts = index == 0 || words[index - 1].EndsWith('.') || words[index - 1].EndsWith('?');
            if (starts || IsCapital(words, index, bare))
            {
                words[index] = CapitalizeWord(words[index]);
            }
        }

        return string.Join(' ', words);
    }

    private static string CapitalizeWord(string word)
        => word.StartsWith("minmo", StringComparison.Ordinal) ? "MinMo" + word[5..]
            : word.Length > 0 ? char.ToUpperInvariant(word[0]) + word[1..] : word;

    private static bool IsCapital(string[] words, int index, string bare)
    {
        if (bare is "i" || bare.StartsWith("i'", StringComparison.Ordinal))
        {
            return true;
        }

        if (bare.Length == 1 && char.IsAsciiLetter(bare[0]))
        {
            return IsLetter(words, index - 1) || IsLetter(words, index + 1);
        }

        if (bare == "new" && index + 1 < words.Length)
        {
            return Names.Contains(words[index + 1].TrimEnd('.', ',', '?'));
        }

        return Names.Contains(bare) && (!Ambiguous.Contains(bare) || BeforeNames.Contains(words[index - 1])
            || (index > 1 && bare == "may" && char.IsAsciiDigit(words[index - 1][0])));
    }

    private static bool IsLetter(string[] words, int index)
        => index >= 0 && index < words.Length && words[index].TrimEnd('.', ',', '?') is [var letter] && char.IsAsciiLetter(letter);
}
