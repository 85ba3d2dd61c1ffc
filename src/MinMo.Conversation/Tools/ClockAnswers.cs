namespace MinMo.Conversation.Tools;

/// <summary>Times: "now", "in twenty minutes", "ago", "three forty five plus thirty minutes".</summary>
internal static class ClockAnswers
{
    public static string? Answer(ReadOnlySpan<string> words, DateTimeOffset now)
    {
        switch (words)
        {
            case ["now"]:
                return SpokenTime.Write(TimeOnly.FromDateTime(now.DateTime));
            case ["in", .. var later] when Duration(later) is { } wait:
                return SpokenTime.Write(TimeOnly.FromDateTime(now.DateTime).Add(wait));
            case [.. var earlier, "ago"] when Duration(earlier) is { } past:
                return SpokenTime.Write(TimeOnly.FromDateTime(now.DateTime).Add(-past));
            case ["until" or "till", .. var goal] when SpokenTime.TryRead(goal, out var time):
                return WriteDuration(Until(TimeOnly.FromDateTime(now.DateTime), time));
            case ["from", .. var span] when span.IndexOf("to") is > 0 and var to
                && SpokenTime.TryRead(span[..to], out var start) && SpokenTime.TryRead(span[(to + 1)..], out var end):
                return WriteDuration(Until(start, end));
        }
        return Shifted(words, "plus", 1) ?? Shifted(words, "minus", -1);
    }

    /// <summary>Half a day is added where the goal has passed on a twelve hour clock.</summary>
    private static TimeSpan Until(TimeOnly start, TimeOnly end)
    {
        var minutes = (int)(end - start).TotalMinutes;
        return TimeSpan.FromMinutes(minutes > 720 ? minutes - 720 : minutes);
    }

    private static string? Shifted(ReadOnlySpan<string> words, string sign, int direction)
    {
        var at = words.IndexOf(sign);
        return at > 0 && SpokenTime.TryRead(words[..at], out var time) && Duration(words[(at + 1)..]) is { } shift
            ? SpokenTime.Write(time.Add(direction * shift))
            : null;
    }

    /// <summary>"two hours and thirty minutes", "half an hour", "an hour and a half", "ninety minutes".</summary>
    private static TimeSpan? Duration(ReadOnlySpan<string> words)
    {
        switch (words)
        {
            case ["half", "an", "hour"]:
                return TimeSpan.FromMinutes(30);
            case ["a" or "one", "quarter", "of", "an", "hour"] or ["a", "quarter", "hour"]:
                return TimeSpan.FromMinutes(15);
            case ["an" or "one", "hour", "and", "a", "half"]:
                return TimeSpan.FromMinutes(90);
            case [.. var count, "and", "a", "half", "hours"] when ToolWords.TryNumber(count, out var hours) && hours < 100:
                return TimeSpan.FromMinutes((double)hours * 60 + 30);
        }
        var at = words.IndexOf("hours");
        at = at < 0 ? words.IndexOf("hour") : at;
        if (at < 0)
        {
            return Counted(words, ["minutes", "minute"], 1);
        }
        var rest = words[(at + 1)..];
        rest = rest is ["and", .. var after] ? after : rest;
        return Counted(words[..(at + 1)], ["hours", "hour"], 60) + (rest.Length == 0 ? TimeSpan.Zero : Counted(rest, ["minutes", "minute"], 1));
    }

    private static TimeSpan? Counted(ReadOnlySpan<string> words, string[] units, int minutes) =>
        words.Length > 1 && units.Contains(words[^1])
            && ToolWords.TryNumber(words[..^1] is ["an"] ? ["one"] : words[..^1], out var count)
            && count is >= 0 and < 10_000
            ? TimeSpan.FromMinutes((double)count * minutes)
            : null;

    private static string WriteDuration(TimeSpan duration)
    {
        var hours = (int)duration.TotalHours;
        var parts = new List<string>(2);
        if (hours > 0)
        {
            parts.Add($"{SpokenNumber.Write(hours)} {(hours == 1 ? "hour" : "hours")}");
        }
        if (duration.Minutes > 0 || hours == 0)
        {
            parts.Add($"{SpokenNumber.Write(duration.Minutes)} {(duration.Minutes == 1 ? "minute" : "minutes")}");
        }
        return string.Join(" and ", parts);
    }
}
