using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Sums of money.</summary>
internal static partial class MoneyPass
{
    private static readonly FrozenDictionary<string, Currency> Currencies = new Dictionary<string, Currency>
    {
        ["$"] = new("dollar", "dollars", "cent", "cents"),
        ["€"] = new("euro", "euros", "cent", "cents"),
        ["£"] = new("pound", "pounds", "penny", "pence"),
        ["¥"] = new("yen", "yen", "sen", "sen"),
        ["₹"] = new("rupee", "rupees", "paisa", "paise"),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Scales = new Dictionary<string, string>
    {
        ["k"] = "thousand",
        ["K"] = "thousand",
        ["m"] = "million",
        ["M"] = "million",
        ["mn"] = "million",
        ["bn"] = "billion",
        ["B"] = "billion",
        ["b"] = "billion",
        ["T"] = "trillion",
        ["tn"] = "trillion",
    }.ToFrozenDictionary();

    public static string Apply(string text)
    {
        text = Ranges().Replace(text, static match
            => $"{NumberWords.Read(match.Groups["from"].Value)} to {Say(match)}");
        text = Before().Replace(text, Say);
        text = Behind().Replace(text, Say);
        return Cents().Replace(text, static match
            => $"{NumberWords.Read(match.Groups[1].Value)} {(match.Groups[1].Value == "1" ? "cent" : "cents")}");
    }

    private static string Say(Match match)
    {
        var currency = Currencies[match.Groups["currency"].Value];
        var amount = match.Groups["amount"].Value;
        var sign = match.Groups["sign"].Value.Length > 0 ? "minus " : string.Empty;
        if (match.Groups["scale"].Success)
        {
            var scale = match.Groups["scale"].Value;
            return $"{sign}{NumberWords.Read(amount)} {Scales.GetValueOrDefault(scale, scale)} {currency.Many}";
        }

        return sign + Amount(amount, currency);
    }

    private static string Amount(string amount, Currency currency)
    {
        var point = amount.IndexOf('.', StringComparison.Ordinal);
        if (point < 0 || amount.Length - point != 3)
        {
            return $"{NumberWords.Read(amount)} {(amount == "1" ? currency.One : currency.Many)}";
        }

        var whole = point == 0 ? "0" : amount[..point];
        var fraction = amount[(point + 1)..].TrimStart('0');
        var coins = fraction.Length == 0 ? string.Empty
            : $"{NumberWords.Read(fraction)} {(fraction == "1" ? currency.Coin : currency.Coins)}";
        var notes = $"{NumberWords.Read(whole)} {(whole == "1" ? currency.One : currency.Many)}";
        return coins.Length == 0 ? notes : whole.All(static digit => digit == '0') ? coins : $"{notes} and {coins}";
    }

    private sealed record Currency(string One, string Many, string Coin, string Coins);

    [GeneratedRegex(
        @"(?<currency>[$€£¥₹]) ?(?<from>" + NumberPattern.Number + @") ?(?:-|–|—|to) ?\k<currency>?(?<amount>" + NumberPattern.Number
        + @")(?: ?(?<scale>thousand|million|billion|trillion|k|K|mn|bn|tn|M|B|T)\b)?(?<sign>)")]
    private static partial Regex Ranges();

    [GeneratedRegex(
        @"(?<sign>(?<!\w)[-−])?(?:US|CA|A)?(?<currency>[$€£¥₹])(?: ?)(?<sign>[-−])?(?<amount>" + NumberPattern.Number
        + @")(?: ?(?<scale>thousand|million|billion|trillion)\b|(?<scale>k|K|m|mn|bn|tn|M|B|b|T)\b)?")]
    private static partial Regex Before();

    [GeneratedRegex(
        @"(?<sign>(?<!\w)[-−])?\b(?<amount>" + NumberPattern.Number
        + @")(?: (?<scale>thousand|million|billion|trillion))? ?(?<currency>[€£¥₹$])(?!\d)")]
    private static partial Regex Behind();

    [GeneratedRegex(@"\b(\d+) ?¢")]
    private static partial Regex Cents();
}
