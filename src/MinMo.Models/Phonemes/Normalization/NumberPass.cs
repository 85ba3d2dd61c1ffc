using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Ranges, ordinals, years and all other numbers.</summary>
internal static partial class NumberPass
{
    private const int FirstYear = 1100;
    private const int LastYear = 2099;

    // Without a word that says so, only the last two centuries are taken for years.
    private const int FirstPlainYear = 1900;

    // Longer codes are read digit by digit, unless they are round.
    private const int LongestRead = 7;

    private static readonly FrozenSet<string> YearWords = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "in", "since", "by", "from", "until", "till", "before", "after", "year", "of", "late", "early", "mid", "around",
        "circa", "spring", "summer", "autumn", "fall", "winter", "between", "during");

    private static readonly FrozenSet<string> Roman = FrozenSet.Create("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X");

    private static readonly string[] RomanOrder = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];

    public static string Apply(string text)
    {
        text = RomanNumbers().Replace(text, static match => Roman.Contains(match.Groups[2].Value)
            ? match.Groups[1].Value + NumberWords.Cardinal(1 + Array.IndexOf(RomanOrder, match.Groups[2].Value))
            : match.Value);
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return text;
        }

        text = Ordinals().Replace(text, static match => NumberWords.Ordinal(Parse(match.Groups[1].Value)));
        text = Versions().Replace(text, static match
            => string.Join(" point ", match.Value.Split('.').Select(NumberWords.Read)));
        text = Ratios().Replace(text, static match
            => $"{NumberWords.Read(match.Groups[1].Value)} to {NumberWords.Read(match.Groups[2].Value)}");
        text = Ranges().Replace(text, static match => SayRange(match));
        text = Thousands().Replace(text, static match => $"{NumberWords.Read(match.Groups[1].Value)} thousand");
        return Numbers().Replace(text, match => Say(text, match));
    }

    private static long Parse(string number)
        => long.TryParse(number.Replace(",", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture, out var value)
            ? value
            : 0;

    private static string SayRange(Match match)
    {
        var (from, to) = (match.Groups[1].Value, match.Groups[2].Value);
        var years = IsYear(from, FirstYear);
        return $"{(years ? NumberWords.Year((int)Parse(from)) : NumberWords.Read(from))} to "
            + (years && IsYear(to, FirstYear) ? NumberWords.Year((int)Parse(to)) : NumberWords.Read(to));
    }

    private static bool IsYear(string number, int first)
        => number.Length == 4 && number.All(char.IsAsciiDigit) && Parse(number) >= first && Parse(number) <= LastYear;

    private static string Say(string text, Match match)
    {
        var number = match.Groups["n"].Value;
        var spoken = IsYear(number, IsDated(text, match) ? FirstYear : FirstPlainYear)
            ? NumberWords.Year((int)Parse(number))
            : IsCode(number) ? NumberWords.Digits(number) : NumberWords.Read(number);
        var sign = match.Groups["sign"].Value switch
        {
            "-" or "−" => "minus ",
            "+" => "plus ",
            _ => string.Empty,
        };
        var letterFollows = match.Index + match.Length < text.Length && char.IsLetter(text[match.Index + match.Length]);
        return sign + spoken + (letterFollows ? " " : string.Empty);
    }

    private static bool IsDated(string text, Match match)
    {
        var before = text.AsSpan(0, match.Index).TrimEnd();
        var word = before[(before.LastIndexOfAny(' ', '(') + 1)..];
        return YearWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    private static bool IsCode(string number)
        => number.Length > LongestRead && number.All(char.IsAsciiDigit)
            && !number.EndsWith("000", StringComparison.Ordinal);

    [GeneratedRegex(@"\b((?:World War|Chapter|Part|Act|Volume|Type|Phase|Level|Stage|Episode|Book) )([IVX]+)\b")]
    private static partial Regex RomanNumbers();

    [GeneratedRegex(@"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d{1,15})(?:st|nd|rd|th)\b")]
    private static partial Regex Ordinals();

    [GeneratedRegex(@"(?<![\d.,])\d+(?:\.\d+){2,}(?!\d)")]
    private static partial Regex Versions();

    [GeneratedRegex(@"(?<![\w.,:])(\d+):(\d+)(?![\w:])")]
    private static partial Regex Ratios();

    [GeneratedRegex(@"(?<![\w.,-])(" + NumberPattern.Number + @")(?:-| ?– ?|—)(" + NumberPattern.Number + @")(?![\w-]|[.,]\d)")]
    private static partial Regex Ranges();

    [GeneratedRegex(@"(?<![\w.,])(\d+(?:\.\d+)?)[kK]\b")]
    private static partial Regex Thousands();

    [GeneratedRegex(@"(?<sign>(?<![\d)] ?)(?<!\w)[-−+](?=[\d.]))?(?<![\p{L}_]-?\d*)(?<n>" + NumberPattern.Number + ")")]
    private static partial Regex Numbers();
}
