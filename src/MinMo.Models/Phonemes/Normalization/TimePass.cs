using System.Globalization;
using System.Text.RegularExpressions;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Times of day.</summary>
internal static partial class TimePass
{
    public static string Apply(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return text;
        }

        text = Spans().Replace(text, " to ");
        text = Clock().Replace(text, match => Say(text, match));
        return Hours().Replace(text, match => Say(text, match));
    }

    private static string Say(string text, Match match)
    {
        var hour = int.Parse(match.Groups["h"].ValueSpan, CultureInfo.InvariantCulture);
        var half = match.Groups["half"];
        var spoken = NumberWords.Cardinal(hour) + (match.Groups["m"].Success
            ? Minutes(int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture), hour, half.Success)
            : string.Empty);
        if (match.Groups["s"].Success)
        {
            var seconds = int.Parse(match.Groups["s"].ValueSpan, CultureInfo.InvariantCulture);
            spoken += $" and {NumberWords.Cardinal(seconds)} second{(seconds == 1 ? string.Empty : "s")}";
        }

        return half.Success
            ? $"{spoken} {char.ToUpperInvariant(half.Value[0])}M{StopBehind(text, match)}"
            : spoken;
    }

    private static string Minutes(int minutes, int hour, bool halfFollows) => minutes switch
    {
        0 when halfFollows => string.Empty,
        0 => hour is > 0 and <= 12 ? " o'clock" : " hundred",
        < 10 => $" oh {NumberWords.Cardinal(minutes)}",
        _ => $" {NumberWords.Cardinal(minutes)}",
    };

    // "a.m." takes the full stop of the sentence along.
    private static string StopBehind(string text, Match match)
        => match.Value.EndsWith('.') && SentenceStart().IsMatch(text.AsSpan(match.Index + match.Length)) ? "." : string.Empty;

    [GeneratedRegex(
        @"(?<![\w:.,])(?<h>[01]?\d|2[0-3]):(?<m>[0-5]\d)(?::(?<s>[0-5]\d))?(?: ?(?<half>[aApP]\.?[mM]\b\.?))?(?![\d:]|[.,]\d)")]
    private static partial Regex Clock();

    [GeneratedRegex(@"(?<![\w:.,$])(?<h>1[0-2]|0?[1-9]) ?(?<half>[aApP]\.[mM]\.|[aA][mM]\b|[pP][mM]\b)")]
    private static partial Regex Hours();

    // "9am-5pm", "3:00-4:30"
    [GeneratedRegex(@"(?<=\d|\d ?[aApP]\.?[mM]\.?) ?[-–—] ?(?=\d{1,2}(?::\d\d| ?[aApP]\.?[mM]\b))")]
    private static partial Regex Spans();

    [GeneratedRegex(@"^\s*(?:$|(?!(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Eastern|Pacific|Central|[A-Z]{2,4}\b))[""“(]?[A-Z])")]
    private static partial Regex SentenceStart();
}
