using System.Globalization;
using System.Text.RegularExpressions;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Fractions, also the single characters for them.</summary>
internal static partial class FractionPass
{
    private const string Characters = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞";

    private static readonly (int Top, int Bottom)[] Values =
    [
        (1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 6), (5, 6), (1, 8), (3, 8), (5, 8),
        (7, 8),
    ];

    public static string Apply(string text)
    {
        text = Glyphs().Replace(text, static match =>
        {
            var (top, bottom) = Values[Characters.IndexOf(match.Groups[2].Value, StringComparison.Ordinal)];
            return Say(match.Groups[1].Value, top, bottom);
        });
        text = Marks().Replace(text, " out of ");
        return Slashed().Replace(text, static match =>
        {
            var top = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
            var bottom = int.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture);
            return (top, bottom) switch
            {
                (24, 7) => "twenty-four seven",
                _ when IsFraction(top, bottom) => Say(match.Groups[1].Value, top, bottom),
                _ when top >= bottom => $"{Whole(match.Groups[1].Value)}{NumberWords.Cardinal(top)} out of {NumberWords.Cardinal(bottom)}",
                _ => $"{Whole(match.Groups[1].Value)}{NumberWords.Cardinal(top)} over {NumberWords.Cardinal(bottom)}",
            };
        });
    }

    private static bool IsFraction(int top, int bottom)
        => top > 0 && top < bottom && (bottom <= 10 || bottom is 12 or 16 or 20 or 32 or 64 or 100);

    private static string Whole(string whole) => whole.Length > 0 ? NumberWords.Read(whole) + " and " : string.Empty;

    private static string Say(string whole, int top, int bottom)
    {
        var name = bottom switch
        {
            2 => top == 1 ? "half" : "halves",
            4 => top == 1 ? "quarter" : "quarters",
            _ => NumberWords.Ordinal(bottom) + (top == 1 ? string.Empty : "s"),
        };
        var count = top == 1 && whole.Length > 0 ? "a" : NumberWords.Cardinal(top);
        return $"{Whole(whole)}{count} {name}";
    }

    // "4.5/5 stars"
    [GeneratedRegex(@"(?<=(?<![\w.,/$])\d\.\d) ?/ ?(?=\d{1,2}(?![\w/]|[.,]\d))")]
    private static partial Regex Marks();

    [GeneratedRegex(@"(?:(?<![\w.,])(\d+) ?)?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])")]
    private static partial Regex Glyphs();

    [GeneratedRegex(@"(?<![\w.,/$])(?:(\d+)[ -])?(\d{1,2})/(\d{1,3})(?![\w/]|[.,]\d)")]
    private static partial Regex Slashed();
}
