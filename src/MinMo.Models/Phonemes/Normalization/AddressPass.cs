using System.Text.RegularExpressions;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Simple web and mail addresses as they are read aloud.</summary>
internal static partial class AddressPass
{
    private const string TopLevel = "com|org|net|edu|gov|io|ai|dev|app|info|co|uk|us|de|eu|ca";

    public static string Apply(string text)
    {
        if (!text.Contains('.', StringComparison.Ordinal))
        {
            return text;
        }

        text = Mails().Replace(text, static match => $"{Say(match.Groups[1].Value)} at {Say(match.Groups[2].Value)}");
        return Sites().Replace(text, static match =>
        {
            var host = match.Groups["host"].Value;
            var path = match.Groups["path"].Value.TrimEnd('/');
            return Say(host) + (path.Length > 0 ? " " + Say(path) : string.Empty);
        });
    }

    private static string Say(string address)
    {
        var words = Parts().Replace(address, static match => match.Value switch
        {
            "." => " dot ",
            "/" => " slash ",
            "-" => " dash ",
            "_" => " underscore ",
            "+" => " plus ",
            "@" => " at ",
            "=" => " equals ",
            "?" => " question mark ",
            "&" => " and ",
            "#" => " hash ",
            "%" => " percent ",
            _ when char.IsAsciiDigit(match.Value[0]) => $" {SayNumber(match.Value)} ",
            _ => " ",
        });
        return Spaces().Replace(words, " ").Trim();
    }

    private static string SayNumber(string digits)
        => digits.Length <= 2 ? NumberWords.Read(digits) : NumberWords.Digits(digits);

    [GeneratedRegex(@"\b([A-Za-z0-9._%+-]+)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})\b")]
    private static partial Regex Mails();

    [GeneratedRegex(
        @"\b(?:(?:https?|ftp)://(?:www\.)?(?<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
        + @"|www\.(?<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)"
        + @"|(?<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:" + TopLevel + @"))\b)"
        + @"(?::\d+)?(?<path>/[A-Za-z0-9._~/%+?=&#@-]*[A-Za-z0-9/])?")]
    private static partial Regex Sites();

    [GeneratedRegex(@"\d+|[^A-Za-z]")]
    private static partial Regex Parts();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();
}
