using System.Globalization;
using System.Text.RegularExpressions;

namespace MinMo.Training.Judges;

/// <summary>
/// Brings a transcript to plain words for counting word errors: lower case, no punctuation, numbers as words, spelled
/// letters apart. Both sides of a comparison go through it.
/// </summary>
public static partial class SpokenWords
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly Dictionary<string, string> Spellings = new()
    {
        ["ok"] = "okay",
        ["um"] = "",
        ["uh"] = "",
        ["hm"] = "",
        ["hmm"] = "",
        ["mm"] = "",
        ["er"] = "",
        ["ah"] = "",
        ["alright"] = "all right",
        ["oh"] = "zero",
        ["percent"] = "per cent",
    };

    /// <summary>The words of a text.</summary>
    public static string[] Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string plain = Money().Replace(text.Replace('’', '\''), "$1 dollars");
        plain = Clock().Replace(plain, match => $"{match.Groups[1].Value} {match.Groups[2].Value}");
        plain = Meridiem().Replace(plain, "$1m");
        plain = Grouped().Replace(plain, match => match.Value.Replace(",", "", StringComparison.Ordinal) + "#");
        var words = new List<string>();
        foreach (Match token in Token().Matches(plain.ToLowerInvariant()))
        {
            Append(token.Value, words);
        }

        return [.. words];
    }

    private static void Append(string token, List<string> words)
    {
        bool grouped = token.EndsWith('#');
        string bare = token.Trim('#', '\'');
        if (Spellings.TryGetValue(bare, out string? spelling))
        {
            words.AddRange(spelling.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        else if (bare.All(char.IsAsciiDigit))
        {
            AppendNumber(bare, grouped, words);
        }
        else if (bare.Any(char.IsAsciiDigit))
        {
            foreach (Match part in Part().Matches(bare))
            {
                Append(part.Value, words);
            }
        }
        else
        {
            words.Add(bare);
        }
    }

    private static void AppendNumber(string digits, bool grouped, List<string> words)
    {
        if (digits.Length == 0)
        {
            return;
        }

        if (grouped && long.TryParse(digits, CultureInfo.InvariantCulture, out long large))
        {
            AppendCardinal(large, words);
        }
        else if (digits.Length <= 2 && digits[0] != '0')
        {
            AppendCardinal(int.Parse(digits, CultureInfo.InvariantCulture), words);
        }
        else
        {
            words.AddRange(digits.Select(digit => Small[digit - '0']));
        }
    }

    private static void AppendCardinal(long number, List<string> words)
    {
        foreach (var (size, name) in new (long, string)[] { (1_000_000, "million"), (1_000, "thousand"), (100, "hundred") })
        {
            if (number >= size)
            {
                AppendCardinal(number / size, words);
                words.Add(name);
                number %= size;
                if (number == 0)
                {
                    return;
                }
            }
        }

        if (number >= 20)
        {
            words.Add(Tens[number / 10]);
            number %= 10;
            if (number == 0)
            {
                return;
            }
        }

        words.Add(Small[number]);
    }

    [GeneratedRegex(@"\$\s?(\d[\d,]*)")]
    private static partial Regex Money();

    [GeneratedRegex(@"\b(\d{1,2}):(\d{2})\b")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\b([ap])\.m\.?", RegexOptions.IgnoreCase)]
    private static partial Regex Meridiem();

    [GeneratedRegex(@"\b\d{1,3}(,\d{3})+\b")]
    private static partial Regex Grouped();

    [GeneratedRegex(@"[\p{L}\p{N}']+#?")]
    private static partial Regex Token();

    [GeneratedRegex("[0-9]+|[^0-9]")]
    private static partial Regex Part();
}
