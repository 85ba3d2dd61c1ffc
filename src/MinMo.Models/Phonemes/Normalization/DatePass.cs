using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Dates in American order, ISO dates, years beside a month, decades.</summary>
internal static partial class DatePass
{
    private const string Months =
        @"(?<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
        + @"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)";

    private static readonly string[] Names =
    [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ];

    private static readonly FrozenDictionary<string, string> Days = new Dictionary<string, string>
    {
        ["Mon"] = "Monday",
        ["Tue"] = "Tuesday",
        ["Tues"] = "Tuesday",
        ["Wed"] = "Wednesday",
        ["Thu"] = "Thursday",
        ["Thur"] = "Thursday",
        ["Thurs"] = "Thursday",
        ["Fri"] = "Friday",
        ["Sat"] = "Saturday",
        ["Sun"] = "Sunday",
    }.ToFrozenDictionary();

    public static string Apply(string text)
    {
        text = WeekdaySpans().Replace(text, static match => $"{Days[match.Groups[1].Value]} to {Days[match.Groups[2].Value]}");
        text = Weekdays().Replace(text, static match => Days[match.Groups[1].Value]);
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return text;
        }

        text = Iso().Replace(text, static match => Say(match, Number(match, "m")));
        text = Slashes().Replace(text, SaySlashes);
        text = MonthDay().Replace(text, SaySlashes);
        text = DayFirst().Replace(text, match => SayDayFirst(text, match));
        text = MonthFirst().Replace(text, static match => Say(match, MonthOf(match)));
        text = MonthYear().Replace(text, static match => $"{Names[MonthOf(match) - 1]} {NumberWords.Year(Number(match, "y"))}");
        return Decades().Replace(text, SayDecade);
    }

    private static int Number(Match match, string group)
        => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    private static int MonthOf(Match match)
        => 1 + Array.FindIndex(
            Names, name => name.StartsWith(match.Groups["month"].Value[..3], StringComparison.Ordinal));

    private static string Say(Match match, int month)
    {
        var day = Number(match, "d");
        return month is < 1 or > 12 || day is < 1 or > 31
            ? match.Value
            : $"{Names[month - 1]} {NumberWords.Ordinal(day)}{SayYear(match)}";
    }

    private static string SayYear(Match match)
    {
        if (!match.Groups["y"].Success)
        {
            return string.Empty;
        }

        var year = Number(match, "y");
        return ", " + NumberWords.Year(match.Groups["y"].Length == 2 ? 2000 + year - (year >= 70 ? 100 : 0) : year);
    }

    private static string SaySlashes(Match match)
    {
        var (first, second) = (Number(match, "m"), Number(match, "d"));
        var (month, day) = first > 12 ? (second, first) : (first, second);
        return month is < 1 or > 12 || day is < 1 or > 31
            ? match.Value
            : $"{Names[month - 1]} {NumberWords.Ordinal(day)}{SayYear(match)}";
    }

    private static string SayDayFirst(string text, Match match)
    {
        var day = Number(match, "d");
        if (day is < 1 or > 31)
        {
            return match.Value;
        }

        var article = text.AsSpan(0, match.Index).TrimEnd().EndsWith("the", StringComparison.OrdinalIgnoreCase);
        return $"{(article ? string.Empty : "the ")}{NumberWords.Ordinal(day)} of {Names[MonthOf(match) - 1]}{SayYear(match)}";
    }

    private static string SayDecade(Match match)
    {
        var century = match.Groups["c"].Success ? NumberWords.Cardinal(Number(match, "c")) : string.Empty;
        var tens = Number(match, "t");
        return tens > 0 ? $"{century} {NumberWords.Plural(NumberWords.Cardinal(tens))}".TrimStart()
            : century.Length == 0 ? match.Value
            : Number(match, "c") == 20 ? "two thousands"
            : $"{century} hundreds";
    }

    [GeneratedRegex(@"\b(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.? ?[-–—] ?(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b")]
    private static partial Regex WeekdaySpans();

    // Without a year only a leading zero tells a date from a fraction.
    [GeneratedRegex(NumberPattern.Start + @"(?:(?<m>0?[1-9]|1[0-2])/(?<d>0[1-9])|(?<m>0[1-9])/(?<d>[12]\d|3[01]))(?![\w/]|[.,]\d)")]
    private static partial Regex MonthDay();

    [GeneratedRegex(@"\b(Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)(?:\.|(?=, (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d)))(?!\s*$)")]
    private static partial Regex Weekdays();

    [GeneratedRegex(NumberPattern.Start + @"(?<y>[12]\d{3})-(?<m>\d{2})-(?<d>\d{2})(?![\d-])")]
    private static partial Regex Iso();

    [GeneratedRegex(NumberPattern.Start + @"(?<m>\d{1,2})/(?<d>\d{1,2})/(?<y>[12]\d{3}|\d{2})(?![\d/])")]
    private static partial Regex Slashes();

    [GeneratedRegex(
        NumberPattern.Start + @"(?<d>\d{1,2})(?:st|nd|rd|th)?(?: of)? " + Months + @"\b(?:,? (?<y>[12]\d{3})(?![\d,]))?")]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"\b" + Months + @" (?<d>\d{1,2})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)(?:,? (?<y>[12]\d{3})(?![\d,]))?")]
    private static partial Regex MonthFirst();

    [GeneratedRegex(@"\b" + Months + @",? (?<y>[12]\d{3})(?![\d,]|\.\d)")]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"(?<![\w.,])['’]?(?<c>1\d|20)?(?<t>\d0)['’]?s\b")]
    private static partial Regex Decades();
}
