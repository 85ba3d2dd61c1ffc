using System.Text.RegularExpressions;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Signs that are said, before numbers become words; signs that are not; spaces.</summary>
internal static partial class SymbolPass
{
    /// <summary>Must come before money becomes words.</summary>
    public static string Comparisons(string text)
    {
        text = Compared().Replace(text, static match => match.Value[0] == '<' ? "less than " : "more than ");
        return Sharps().Replace(text, "$1 sharp");
    }

    /// <summary>Needs the digits to know what a sign means.</summary>
    public static string BeforeNumbers(string text)
    {
        text = Arithmetic().Replace(text, static match => match.Groups[1].Value switch
        {
            "+" => " plus ",
            "=" => " equals ",
            "*" or "×" or "·" => " times ",
            "÷" or "/" => " divided by ",
            "<" => " less than ",
            ">" => " greater than ",
            "≤" or "<=" => " at most ",
            "≥" or ">=" => " at least ",
            "^" => " to the power of ",
            "±" => " plus or minus ",
            "≈" => " about ",
            _ => " minus ",
        });
        text = About().Replace(text, "about ");
        return Numbered().Replace(text, "number ");
    }

    public static string AfterNumbers(string text)
    {
        text = Spoken().Replace(text, static match => match.Value switch
        {
            "&" => " and ",
            "@" => " at ",
            "%" => " percent ",
            "+" => " plus ",
            "=" => " equals ",
            "→" or "->" or "=>" => " to ",
            "°" => " degrees ",
            _ => " ",
        });
        text = Alternatives().Replace(text, " or ");
        return Dashes().Replace(text, ", ");
    }

    public static string Tidy(string text)
    {
        text = Spaces().Replace(text, " ");
        text = SpaceBeforePunctuation().Replace(text, "$1");
        text = Doubled().Replace(text, "$1");
        return text.Trim();
    }

    [GeneratedRegex(@"(?<=^|[\s(])[<>] ?(?=[\d$€£])(?<!\d [<>] ?)")]
    private static partial Regex Compared();

    [GeneratedRegex(@"\b([A-G])[#♯](?!\w)")]
    private static partial Regex Sharps();

    [GeneratedRegex(@"(?<=[\d)]) ?(<=|>=|[+=*×·÷<>≤≥^±≈]|(?<= )[-−/](?= )) ?(?=[\d($-])")]
    private static partial Regex Arithmetic();

    [GeneratedRegex(@"(?<!\w)[~≈] ?(?=[\d$€£])")]
    private static partial Regex About();

    [GeneratedRegex(@"(?<!\w)[#№] ?(?=\d)")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"->|=>|[&@%+=→°*^~\\_#<>{}\[\]]")]
    private static partial Regex Spoken();

    [GeneratedRegex(@"(?<=\p{L}{2}) ?/ ?(?=\p{L}{2})")]
    private static partial Regex Alternatives();

    // A dash between words is a pause.
    [GeneratedRegex(@"(?<=\S) +(?:-{1,3}|–) +(?=\S)")]
    private static partial Regex Dashes();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@" ([,.;:?!])(?=$|[\s""')])")]
    private static partial Regex SpaceBeforePunctuation();

    [GeneratedRegex(@"([,;:])(?:\s*[,;])+")]
    private static partial Regex Doubled();
}
