using System.Text;

namespace MinMo.Conversation.Dialogue;

/// <summary>
/// Gives lower-case text its capitals back for people to read: at the start of sentences, "I", names of people, days,
/// months and places, and letters that are spelled out.
/// </summary>
/// <remarks>What is a word as well as a name ("may", "turkey", "rose") gets its capital only where its neighbours show
/// that it is a name.</remarks>
public static class ReplyCasing
{
    private const int LongestName = 3;

    /// <summary>Restores the capitals of whole sentences; text that has capitals keeps them.</summary>
    public static string Restore(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = text.Split(' ');
        var plain = Array.ConvertAll(words, word => word.Trim('.', ',', '?', '!', ';', ':'));
        var result = new StringBuilder(text.Length);
        var isSentenceStart = true;
        var nameEnd = 0;
        for (var index = 0; index < words.Length; index++)
        {
            nameEnd = Math.Max(nameEnd, index + NameAt(plain, index));
            var hasCapital = isSentenceStart || index < nameEnd || IsI(plain[index]) || IsSpelled(plain, index)
                || IsNamed(words, plain, index);
            result.Append(index > 0 ? " " : string.Empty).Append(hasCapital ? Capitalize(words[index]) : words[index]);
            isSentenceStart = words[index].Length > 0 ? words[index][^1] is '.' or '?' or '!' : isSentenceStart;
        }
        return result.ToString();
    }

    private static int NameAt(string[] words, int index)
    {
        for (var length = Math.Min(LongestName, words.Length - index); length > 0; length--)
        {
            if (ProperNouns.Contains(string.Join(' ', words, index, length)))
            {
                return length;
            }
        }
        return 0;
    }

    private static bool IsI(string word) => word is "i" or "i'm" or "i'll" or "i've" or "i'd";

    /// <summary>A letter beside a letter: "s, a, m".</summary>
    private static bool IsSpelled(string[] words, int index) =>
        IsLetter(words[index])
        && (index > 0 && IsLetter(words[index - 1]) || index + 1 < words.Length && IsLetter(words[index + 1]));

    private static bool IsLetter(string word) => word is [>= 'a' and <= 'z'] or [>= 'A' and <= 'Z'];

    private static bool IsNamed(string[] words, string[] plain, int index)
    {
        var before = index > 0 ? plain[index - 1] : string.Empty;
        var after = index + 1 < plain.Length ? plain[index + 1] : string.Empty;
        if (ProperNouns.IsAmbiguousMonth(plain[index]))
        {
            return before is "in" or "is" or "of" or "after" or "before" or "until" or "next" or "last"
                || after is "comes" or "has" or "is" || after.EndsWith("th", StringComparison.Ordinal)
                || after is "first" or "second" or "third" or "twenty" or "thirty";
        }
        if (ProperNouns.IsAmbiguousPlace(plain[index]))
        {
            return before is "of" or "in" or "from";
        }
        var introduced = index > 1 ? $"{plain[index - 2]} {words[index - 1]}" : string.Empty;
        return introduced is "name is" or "meet you," || before is "people" or "person" && words[index - 1].EndsWith(',');
    }

    private static string Capitalize(string word)
    {
        var at = word.AsSpan().IndexOfAnyInRange('a', 'z');
        return at < 0 || word.AsSpan(0, at).ContainsAnyExcept('"', '\'', '(')
            ? word
            : $"{word[..at]}{char.ToUpperInvariant(word[at])}{word[(at + 1)..]}";
    }
}
