namespace MinMo.Conversation.Tools;

/// <summary>Clock times on a twelve hour clock as people say them: "three forty five", "half past two", "noon".</summary>
public static class SpokenTime
{
    /// <summary>Writes hour and minutes: "seven o'clock", "seven oh five", "seven thirty".</summary>
    public static string Write(TimeOnly time)
    {
        var hour = SpokenNumber.Write((time.Hour + 11) % 12 + 1);
        return time.Minute switch
        {
            0 => hour + " o'clock",
            < 10 => $"{hour} oh {SpokenNumber.Write(time.Minute)}",
            _ => $"{hour} {SpokenNumber.Write(time.Minute)}",
        };
    }

    /// <summary>Reads a time in words or as "3:45", with or without "o'clock", "am", "p m" or a part of the day.</summary>
    /// <returns>False where it is no time.</returns>
    public static bool TryRead(ReadOnlySpan<string> words, out TimeOnly time)
    {
        time = default;
        words = words is ["at" or "about", .. var after] ? after : words;
        var (clock, isLate) = DayPart(words);
        if (clock.Length == 0 || !TryReadMinutes(clock, out var minutes))
        {
            return false;
        }
        if (isLate is { } late && clock is not ["noon" or "midnight"])
        {
            minutes = minutes % 720 + (late ? 720 : 0);
        }
        time = new TimeOnly(minutes % 1440 * TimeSpan.TicksPerMinute);
        return true;
    }

    private static bool TryReadMinutes(ReadOnlySpan<string> words, out int minutes) => words switch
    {
        ["noon"] => Hit(12, 0, out minutes),
        ["midnight"] => Hit(0, 0, out minutes),
        [.. var whole, "o'clock"] => Pair(Small(whole, 24), 0, out minutes),
        ["half", "past", .. var half] => Pair(Small(half, 24), 30, out minutes),
        [_, .., "to" or "past", _] => TryReadOffset(words, out minutes),
        [var digits] when digits.Contains(':', StringComparison.Ordinal) => TryReadDigits(digits, out minutes),
        [var hour, .. { Length: > 0 } rest] =>
            Pair(Small([hour], 24), rest is ["oh", _] ? Small(rest[1..], 9) : Small(rest, 59), out minutes),
        _ => Pair(Small(words, 24), 0, out minutes),
    };

    private static bool TryReadOffset(ReadOnlySpan<string> words, out int minutes)
    {
        var offset = words[..^2] is ["quarter"] or ["a", "quarter"] ? 15 : Past(words[..^2]);
        var hour = Small(words[^1..], 24);
        return Pair(hour, offset, out minutes)
            && Hit(hour ?? 0, words[^2] == "to" ? -(offset ?? 0) : offset ?? 0, out minutes);
    }

    private static bool TryReadDigits(string digits, out int minutes)
    {
        var colon = digits.IndexOf(':', StringComparison.Ordinal);
        var minute = digits[(colon + 1)..];
        return Pair(Small([digits[..colon]], 24), minute == "00" ? 0 : Small([minute.TrimStart('0')], 59), out minutes);
    }

    private static int? Past(ReadOnlySpan<string> words) =>
        Small(words is [.. var count, "minutes" or "minute"] ? count : words, 59);

    private static bool Pair(int? hour, int? minute, out int minutes)
    {
        minutes = (hour ?? 0) * 60 + (minute ?? 0);
        return hour is not null && minute is not null;
    }

    private static bool Hit(int hour, int offset, out int minutes)
    {
        minutes = (hour * 60 + offset + 1440) % 1440;
        return true;
    }

    private static int? Small(ReadOnlySpan<string> words, int largest) =>
        ToolWords.TryNumber(words, out var value) && value >= 0 && value <= largest && value % 1 == 0 ? (int)value : null;

    private static Clock DayPart(ReadOnlySpan<string> words) => words switch
    {
        [.. var clock, "in", "the", "morning"] => new(clock, false),
        [.. var clock, "in", "the", "afternoon" or "evening"] => new(clock, true),
        [.. var clock, "at", "night"] => new(clock, true),
        [.. var clock, "am"] => new(clock, false),
        [.. var clock, "pm"] => new(clock, true),
        [.. var clock, "a", "m"] => new(clock, false),
        [.. var clock, "p", "m"] => new(clock, true),
        _ => new(words, null),
    };

    private readonly ref struct Clock(ReadOnlySpan<string> words, bool? isLate)
    {
        private readonly ReadOnlySpan<string> _words = words;
        private readonly bool? _isLate = isLate;

        public void Deconstruct(out ReadOnlySpan<string> words, out bool? isLate)
        {
            words = _words;
            isLate = _isLate;
        }
    }
}
