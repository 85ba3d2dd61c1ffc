using System.Collections.Frozen;

namespace MinMo.Conversation.Replying;

/// <summary>English abbreviations whose full stop need not end a sentence.</summary>
internal static class SpokenAbbreviations
{
    private const string Openers = "\"'([{“‘*_";

    private static readonly FrozenSet<string> Followed = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "mr", "mrs", "ms", "dr", "prof", "st", "mt", "ft", "gen", "col", "capt", "lt", "sgt", "rev", "hon", "gov", "sen",
        "rep", "e.g", "i.e", "eg", "ie", "vs", "cf", "approx", "fig", "vol", "ed");

    private static readonly FrozenSet<string> Either = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "etc", "jr", "sr", "inc", "ltd", "co", "corp", "dept", "est", "ave", "blvd", "rd", "no", "nos", "min", "max",
        "hr", "hrs", "oz", "lb", "lbs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
        "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun");

    /// <summary>A name or an explanation follows: "Dr", "e.g".</summary>
    /// <param name="word">Without the full stop behind it.</param>
    public static bool NeverEndsSentence(ReadOnlySpan<char> word)
    {
        var bare = word.TrimStart(Openers);
        return bare is [>= 'A' and <= 'Z' and not 'I']                      // "Samuel L. Jackson"
            || Followed.GetAlternateLookup<ReadOnlySpan<char>>().Contains(bare);
    }

    /// <summary>The next character decides: "etc", "a.m", "U.S".</summary>
    /// <param name="word">Without the full stop behind it.</param>
    public static bool MayEndSentence(ReadOnlySpan<char> word)
    {
        var bare = word.TrimStart(Openers);
        return bare.Contains('.') || Either.GetAlternateLookup<ReadOnlySpan<char>>().Contains(bare);
    }
}
