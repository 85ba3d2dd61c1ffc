using System.Text.RegularExpressions;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Telephone numbers digit by digit, with a pause between the groups.</summary>
internal static partial class PhonePass
{
    public static string Apply(string text)
    {
        text = International().Replace(text, static match => "plus " + Say(match.Value));
        text = National().Replace(text, static match => Say(match.Value));
        text = Local().Replace(text, static match => Say(match.Value));
        return Emergency().Replace(text, static match => NumberWords.Digits(match.Value));
    }

    private static string Say(string number)
        => string.Join(", ", Groups().Matches(number).Select(static group => NumberWords.Digits(group.Value)));

    [GeneratedRegex(@"(?<![\w.])\+\d{1,3}(?:[ .-]?\(?\d{2,5}\)?){2,5}(?![\w])")]
    private static partial Regex International();

    [GeneratedRegex(@"(?<![\w.$-])(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])")]
    private static partial Regex National();

    [GeneratedRegex(@"(?<![\w.$-])\d{3}-\d{4}(?![\w-])")]
    private static partial Regex Local();

    [GeneratedRegex(@"(?<=\b(?:[Cc]all|[Dd]ial|[Cc]alling|[Dd]ialing) )\d11\b|\b911\b")]
    private static partial Regex Emergency();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Groups();
}
