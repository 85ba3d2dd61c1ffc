using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Writes common abbreviations out, so that their full stops do not end a clause.</summary>
internal static partial class AbbreviationPass
{
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["Mr"] = "Mister",
        ["Mrs"] = "Missus",
        ["Ms"] = "Miz",
        ["Prof"] = "Professor",
        ["Gen"] = "General",
        ["Capt"] = "Captain",
        ["Sgt"] = "Sergeant",
        ["Lt"] = "Lieutenant",
        ["Col"] = "Colonel",
        ["Rev"] = "Reverend",
        ["Gov"] = "Governor",
        ["Sen"] = "Senator",
        ["Rep"] = "Representative",
        ["Jr"] = "Junior",
        ["Sr"] = "Senior",
        ["Ave"] = "Avenue",
        ["Blvd"] = "Boulevard",
        ["Rd"] = "Road",
        ["Mt"] = "Mount",
        ["Ft"] = "Fort",
        ["Inc"] = "Incorporated",
        ["Corp"] = "Corporation",
        ["Ltd"] = "Limited",
        ["Dept"] = "Department",
        ["approx"] = "approximately",
        ["vs"] = "versus",
        ["incl"] = "including",
        ["excl"] = "excluding",
        ["Approx"] = "Approximately",
        ["dept"] = "department",
        ["est"] = "estimated",
        ["temp"] = "temperature",
        ["Fig"] = "Figure",
        ["fig"] = "figure",
        ["Vol"] = "Volume",
        ["vol"] = "volume",
    }.ToFrozenDictionary();

    public static string Apply(string text)
    {
        text = Latin().Replace(text, match => ReadLatin(text, match));
        text = Versus().Replace(text, "versus");
        text = With().Replace(text, static match => match.Value is "w/o" ? "without" : "with");
        if (!text.Contains('.', StringComparison.Ordinal))
        {
            return text;
        }

        text = Dotted().Replace(text, match => Words[match.Groups[1].Value] + StopBehind(text, match));
        text = NumberSign().Replace(text, static match => match.Groups[1].Value is "N" ? "Number " : "number ");
        text = Doctors().Replace(text, "Doctor");
        text = Streets().Replace(text, match => "Street" + StopBehind(text, match));
        text = Drives().Replace(text, match => "Drive" + StopBehind(text, match));
        return Saints().Replace(text, "Saint");
    }

    /// <summary>The full stop of an abbreviation also ends the sentence if nothing follows it.</summary>
    private static string StopBehind(string text, Match match)
        => text.AsSpan(match.Index + match.Length).Trim("\"')* \t\r\n").IsEmpty ? "." : string.Empty;

    private static string ReadLatin(string text, Match match) => match.Value.ToUpperInvariant() switch
    {
        ['E', '.', 'G' or ' ', ..] => "for example,",
        ['I', '.', 'E' or ' ', ..] => "that is,",
        ['A', '.', 'K', ..] => "also known as",
        _ => "et cetera" + StopBehind(text, match),
    };

    [GeneratedRegex(@"\b(?:e\. ?g\.,?|i\. ?e\.,?|a\.k\.a\.|etc\.)", RegexOptions.IgnoreCase)]
    private static partial Regex Latin();

    [GeneratedRegex(@"(?<=\w )vs?\.?(?= \w)")]
    private static partial Regex Versus();

    [GeneratedRegex(@"(?<!\w)w/o?(?=\s)")]
    private static partial Regex With();

    [GeneratedRegex(
        @"\b(Mr|Mrs|Ms|Prof|Gen|Capt|Sgt|Lt|Col|Rev|Gov|Sen|Rep|Jr|Sr|Ave|Blvd|Rd|Mt|Ft|Inc|Corp|Ltd|[Dd]ept|[Aa]pprox"
        + @"|vs|incl|excl|est|temp|[Ff]ig|[Vv]ol)\.(?!\w)")]
    private static partial Regex Dotted();

    [GeneratedRegex(@"\b([Nn])(?:o|r)\. ?(?=\d)")]
    private static partial Regex NumberSign();

    [GeneratedRegex(@"\bDr\.(?= [A-Z])")]
    private static partial Regex Doctors();

    [GeneratedRegex(@"(?<=[A-Z]\w* )St\.|(?<=\d(?:st|nd|rd|th) )St\.")]
    private static partial Regex Streets();

    [GeneratedRegex(@"(?<=[A-Z]\w* )Dr\.(?! [A-Z])")]
    private static partial Regex Drives();

    [GeneratedRegex(@"\bSt\.(?= [A-Z])")]
    private static partial Regex Saints();
}
