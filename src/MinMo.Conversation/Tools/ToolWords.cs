using System.Globalization;
using System.Text;

namespace MinMo.Conversation.Tools;

/// <summary>The words of a tool call: lower case, signs spelled out, punctuation that is no part of a number gone.</summary>
internal static class ToolWords
{
    public static string[] Split(string call)
    {
        var text = new StringBuilder();
        foreach (var character in call.ToLowerInvariant())
        {
            text.Append(character switch
            {
                '+' => " plus ",
                '*' or '\u00d7' => " times ",
                '/' or '\u00f7' => " over ",
                '%' => " percent ",
                '?' or '!' or ';' => " ",
                _ => character.ToString(),
            });
        }
        return [.. text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Parts)];
    }

    /// <summary>Writes a result with at most two decimals, saying so where it was rounded.</summary>
    public static string Write(decimal value)
    {
        var rounded = decimal.Round(value, 2, MidpointRounding.AwayFromZero);
        return (rounded == value ? string.Empty : "about ") + SpokenNumber.Write(rounded);
    }

    public static bool TryNumber(ReadOnlySpan<string> words, out decimal value) =>
        SpokenNumber.TryRead(string.Join(' ', words), out value);

    private static IEnumerable<string> Parts(string word)
    {
        if (word == "-")
        {
            return ["minus"];
        }
        word = word.TrimEnd('.', ',');
        if (word.Length > 0 && (char.IsAsciiDigit(word[0]) || word[0] == '-' && word.Length > 1))
        {
            var minus = word.IndexOf('-', 1);
            return decimal.TryParse(word, NumberStyles.Number, CultureInfo.InvariantCulture, out _) || minus < 0
                ? [word]
                : [.. Parts(word[..minus]), "minus", .. Parts(word[(minus + 1)..])];
        }
        return word.Split('-', StringSplitOptions.RemoveEmptyEntries);
    }
}
