namespace MinMo.Conversation.Tools;

/// <summary>
/// Dates: "today", "tomorrow", "in three days", "next friday", "weekday of july fourth", "days until december
/// twenty fifth", "year", "month".
/// </summary>
internal static class CalendarAnswers
{
    private static readonly string[] Months =
    [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ];

    private static readonly string[] Weekdays =
        ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    public static string? Answer(ReadOnlySpan<string> words, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.DateTime);
        switch (words)
        {
            case ["year"]:
                return SpokenNumber.WriteYear(today.Year);
            case ["next", "year"]:
                return SpokenNumber.WriteYear(today.Year + 1);
            case ["last", "year"]:
                return SpokenNumber.WriteYear(today.Year - 1);
            case ["month"]:
                return Months[today.Month - 1];
            case ["next", "month"]:
                return Months[today.Month % 12];
            case ["last", "month"]:
                return Months[(today.Month + 10) % 12];
            case ["weekday", "of" or "on", .. var named] when Day(named, today) is { } day:
                return Weekdays[(int)day.DayOfWeek];
            case ["days", "until" or "till", .. var named] when Day(named, today) is { } day:
                return Count(day.DayNumber - today.DayNumber, "day");
            case ["weeks", "until" or "till", .. var named] when Day(named, today) is { } day:
                return Count((day.DayNumber - today.DayNumber) / 7, "week");
        }
        return Day(words, today) is { } asked ? Write(asked) : null;
    }

    private static string Write(DateOnly day) =>
        $"{Weekdays[(int)day.DayOfWeek]} {Months[day.Month - 1]} {SpokenNumber.WriteOrdinal(day.Day)}";

    private static DateOnly? Day(ReadOnlySpan<string> words, DateOnly today)
    {
        switch (words)
        {
            case ["today"]:
                return today;
            case ["tomorrow"]:
                return today.AddDays(1);
            case ["yesterday"]:
                return today.AddDays(-1);
            case ["the", "day", "after", "tomorrow"] or ["day", "after", "tomorrow"]:
                return today.AddDays(2);
            case ["the", "day", "before", "yesterday"] or ["day", "before", "yesterday"]:
                return today.AddDays(-2);
            case ["in", .. var count]:
                return Shift(count, today, 1);
            case [.. var count, "from", "now" or "today"]:
                return Shift(count, today, 1);
            case [.. var count, "ago"]:
                return Shift(count, today, -1);
            case ["next" or "on" or "this", var weekday] when Array.IndexOf(Weekdays, weekday) is >= 0 and var next:
                return today.AddDays((next - (int)today.DayOfWeek + 6) % 7 + 1);
            case ["last", var weekday] when Array.IndexOf(Weekdays, weekday) is >= 0 and var last:
                return today.AddDays(-(((int)today.DayOfWeek - last + 6) % 7 + 1));
            case [var weekday] when Array.IndexOf(Weekdays, weekday) is >= 0 and var coming:
                return today.AddDays((coming - (int)today.DayOfWeek + 6) % 7 + 1);
            default:
                return Named(words, today);
        }
    }

    private static DateOnly? Shift(ReadOnlySpan<string> words, DateOnly today, int direction)
    {
        if (words.Length < 2 || !ToolWords.TryNumber(words[..^1] is ["a" or "an"] ? ["one"] : words[..^1], out var value)
            || value is < 0 or > 10_000 || value % 1 != 0)
        {
            return null;
        }
        var count = direction * (int)value;
        return words[^1].TrimEnd('s') switch
        {
            "day" => today.AddDays(count),
            "week" => today.AddDays(7 * count),
            "month" when Math.Abs(count) < 1200 => today.AddMonths(count),
            "year" when Math.Abs(count) < 100 => today.AddYears(count),
            _ => null,
        };
    }

    /// <summary>"july fourth", "the fourth of july", "july 4": the next one from today on.</summary>
    private static DateOnly? Named(ReadOnlySpan<string> words, DateOnly today)
    {
        words = words is ["the", .. var after] ? after : words;
        var at = words.IndexOfAny(Months);
        if (at < 0 || words.Length < 2)
        {
            return words is ["christmas"] ? Next(12, 25, today) : words is ["new", "year" or "year's"] ? Next(1, 1, today) : null;
        }
        var ordinal = at == 0 ? words[1..] : words[..at] is [.. var before, "of"] ? before : words[..at];
        var month = Array.IndexOf(Months, words[at]) + 1;
        var text = string.Join(' ', ordinal is ["the", .. var bare] ? bare : ordinal);
        for (var day = 1; day <= DateTime.DaysInMonth(2024, month); day++)
        {
            if (text == SpokenNumber.WriteOrdinal(day) || SpokenNumber.TryRead(text, out var number) && number == day)
            {
                return Next(month, day, today);
            }
        }
        return null;
    }

    private static DateOnly? Next(int month, int day, DateOnly today)
    {
        for (var year = today.Year; year < today.Year + 9; year++)
        {
            if (day <= DateTime.DaysInMonth(year, month) && new DateOnly(year, month, day) >= today)
            {
                return new DateOnly(year, month, day);
            }
        }
        return null;
    }

    private static string Count(int count, string unit) => $"{SpokenNumber.Write(count)} {unit}{(count == 1 ? "" : "s")}";
}
