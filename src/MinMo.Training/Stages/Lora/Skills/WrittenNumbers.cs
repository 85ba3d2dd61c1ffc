using System.Globalization;
using MinMo.Conversation.Tools;

namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>Numbers in words written as digits, as recognizers write them: "seventeen plus five" is "17 plus 5", "five
/// five five one" is "5551", "three forty five" is "3:45", "july fourth" is "july 4th". A lone "one" stays, since it is
/// usually no number.</summary>
internal static class WrittenNumbers
{
    private const int LongestNumber = 9; // words
    private const int FewestDigits = 3;

    private static readonly Dictionary<string, string> Ordinals = Enumerable.Range(1, 31).ToDictionary(
        static day => SpokenNumber.WriteOrdinal(day), static day => day.ToString(CultureInfo.InvariantCulture) + Suffix(day));

    private static readonly string[] Months =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ];

    /// <summary>Writes the numbers of a text without punctuation.</summary>
    public static string Write(string text)
    {
        var words = text.Split(' ');
        var written = new List<string>();
        for (var index = 0; index < words.Length;)
        {
            var (count, digits) = At(words.AsSpan(index), written);
            written.Add(digits);
            index += count;
        }

        return string.Join(' ', written);
    }

    private static (int Count, string Written) At(ReadOnlySpan<string> words, List<string> before)
    {
        var digits = DigitRun(words);
        if (digits >= FewestDigits)
        {
            return (digits, string.Concat(words[..digits].ToArray().Select(static word => Number([word])!)));
        }

        if (before.Count > 0 && Months.Contains(before[^1]) && Ordinal(words) is { } ordinal)
        {
            return ordinal;
        }

        if (Longest(words) is not { } number || (number.Count == 1 && words[0] is "one" or "oh"))
        {
            return (1, words[0]);
        }

        return Longest(words[number.Count..]) is { Written.Length: 2 } second && Pair(number.Written, second.Written) is { } pair
            ? (number.Count + second.Count, pair)
            : number;
    }

    // "three forty five" is a time, "nineteen eighty four" a year.
    private static string? Pair(string first, string second)
    {
        if (!int.TryParse(second, CultureInfo.InvariantCulture, out var minutes) || minutes < 10)
        {
            return null;
        }

        return first.Length switch
        {
            1 when minutes < 60 => $"{first}:{second}",
            2 when first is "10" or "11" or "12" && minutes < 60 => $"{first}:{second}",
            2 when first is "18" or "19" or "20" => first + second,
            _ => null,
        };
    }

    private static int DigitRun(ReadOnlySpan<string> words)
    {
        var count = 0;
        while (count < words.Length && Number([words[count]]) is { Length: 1 })
        {
            count++;
        }

        return count;
    }

    private static (int Count, string Written)? Ordinal(ReadOnlySpan<string> words)
    {
        if (words.Length > 1 && Ordinals.TryGetValue($"{words[0]} {words[1]}", out var two))
        {
            return (2, two);
        }

        return Ordinals.TryGetValue(words[0], out var one) ? (1, one) : null;
    }

    private static (int Count, string Written)? Longest(ReadOnlySpan<string> words)
    {
        for (var count = Math.Min(LongestNumber, words.Length); count > 0; count--)
        {
            if (Number(words[..count]) is { } written)
            {
                return (count, written);
            }
        }

        return null;
    }

    private static string? Number(ReadOnlySpan<string> words)
        => char.IsAsciiLetter(words[0][0]) && words[0] is not ("and" or "minus" or "a" or "an") && words[^1] != "and"
            && SpokenNumber.TryRead(string.Join(' ', words), out var value)
            ? value.ToString("0.####", CultureInfo.InvariantCulture)
            : null;

    private static string Suffix(int day) => (day % 10, day / 10) switch
    {
        (_, 1) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
}
