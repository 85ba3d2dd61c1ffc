using System.Text.RegularExpressions;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Percentages, temperatures and quantities with a unit.</summary>
internal static partial class MeasurePass
{
    private const string Amount = @"(?<![\w.,])(?<sign>[-−])?(?<n>" + NumberPattern.Number + ")";

    public static string Apply(string text)
    {
        text = Per().Replace(text, static match
            => $" per {UnitNames.Rates.GetValueOrDefault(match.Groups[1].Value, match.Groups[1].Value)}");
        if (!text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            return text;
        }

        text = Percent().Replace(text, static match => $"{Number(match)} percent");
        text = Degrees().Replace(text, SayDegrees);
        text = Height().Replace(text, static match
            => $"{NumberWords.Read(match.Groups[1].Value)} foot {NumberWords.Read(match.Groups[2].Value)}");
        text = Area().Replace(text, static match
            => $"{NumberWords.Read(match.Groups[1].Value)} by {NumberWords.Read(match.Groups[2].Value)}");
        text = Times().Replace(text, static match => $"{Number(match)} times");
        return Quantity().Replace(text, SayQuantity);
    }

    private static string Number(Match match)
        => (match.Groups["sign"].Success ? "minus " : string.Empty)
            + (match.Groups["from"].Success ? NumberWords.Read(match.Groups["from"].Value) + " to " : string.Empty)
            + NumberWords.Read(match.Groups["n"].Value);

    private static string SayDegrees(Match match)
    {
        var degrees = match.Groups["n"].Value == "1" ? "degree" : "degrees";
        return $"{Number(match)} {degrees}" + match.Groups["scale"].Value switch
        {
            "C" => " Celsius",
            "F" => " Fahrenheit",
            "K" => " Kelvin",
            _ => string.Empty,
        };
    }

    private static string SayQuantity(Match match)
    {
        var (one, many) = UnitNames.All[match.Groups["unit"].Value];
        var single = match.Groups["n"].Value == "1" && !match.Groups["scale"].Success;
        return $"{Number(match)}{match.Groups["scale"].Value} {(single ? one : many)}";
    }

    [GeneratedRegex(@"(?<=[\w.] ?)/ ?(hour|hr|h|day|week|wk|month|mo|year|yr|person|night|minute|min|second|sec|s|kg|lb|oz|l)\b(?!/)(?:\.(?= [a-z]))?")]
    private static partial Regex Per();

    [GeneratedRegex(@"(?<![\w.,])(?:(?<from>" + NumberPattern.Number + @")[-–—])?(?<sign>[-−])?(?<n>" + NumberPattern.Number + ") ?%")]
    private static partial Regex Percent();

    [GeneratedRegex(@"(?<![\w.,])(?:(?<from>" + NumberPattern.Number + @")[-–—])?(?<sign>[-−])?(?<n>" + NumberPattern.Number + @") ?[°º] ?(?:(?<scale>[CFK])\b)?")]
    private static partial Regex Degrees();

    [GeneratedRegex(@"(?<![\w.,])(\d)['′’] ?(\d{1,2})[""″”]")]
    private static partial Regex Height();

    [GeneratedRegex(@"(?<![\w.,])(\d+) ?[x×] ?(\d+)(?![\w.])")]
    private static partial Regex Area();

    [GeneratedRegex(Amount + @"[x×](?!\w)")]
    private static partial Regex Times();

    [GeneratedRegex(
        @"(?<![\w.,])(?:(?<from>" + NumberPattern.Number + @") ?[-–—] ?)?(?<sign>[-−])?(?<n>" + NumberPattern.Number + @")"
        + "(?<scale> (?:thousand|million|billion|trillion))?[ -]?"
        + "(?<unit>km²|m²|m³|km|cm|mm|mi|yd|ft|kg|mg|lbs?|oz|ml|mL|gal|tbsp|tsp|ms|secs?|mins?|hrs?|yrs?|mph|kph|kHz|MHz|GHz|Hz"
        + @"|[kKMGT]B|kbps|Mbps|Gbps|kWh|kW|W|V|dB|kcal|cal|sq ft|px|fps|m|g|l|L|h)(?:\.(?= [a-z]|,))?(?![\w'’²³])")]
    private static partial Regex Quantity();
}
