using System.Globalization;
using System.Text;

namespace MinMo.Conversation.Tools;

/// <summary>
/// Numbers as people say them: "twenty two", "minus two point five", "one hundred five". No hyphens and no "and"
/// are written; both are read.
/// </summary>
public static class SpokenNumber
{
    /// <summary>The largest whole part that is written or read.</summary>
    public const long Largest = 999_999_999_999;

    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly (long Value, string Word)[] Scales =
        [(1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand")];

    private static readonly Dictionary<string, string> IrregularOrdinals = new(StringComparer.Ordinal)
    {
        ["one"] = "first",
        ["two"] = "second",
        ["three"] = "third",
        ["five"] = "fifth",
        ["eight"] = "eighth",
        ["nine"] = "ninth",
        ["twelve"] = "twelfth",
    };

    private static readonly Dictionary<string, int> Units = Small.Select((word, value) => (word, value))
        .Append(("oh", 0)).ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    /// <summary>Writes a whole number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is beyond <see cref="Largest"/> in size.</exception>
    public static string Write(long value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Largest);
        ArgumentOutOfRangeException.ThrowIfLessThan(value, -Largest);
        if (value < 0)
        {
            return "minus " + Write(-value);
        }
        var words = new StringBuilder();
        foreach (var (scale, word) in Scales)
        {
            if (value >= scale)
            {
                WriteHundreds(words, (int)(value / scale));
                Append(words, word);
                value %= scale;
            }
        }
        if (value > 0 || words.Length == 0)
        {
            WriteHundreds(words, (int)value);
        }
        return words.ToString();
    }

    /// <summary>Writes a number with its decimals one by one: "two point two five".</summary>
    /// <exception cref="ArgumentOutOfRangeException">The whole part is beyond <see cref="Largest"/> in size.</exception>
    public static string Write(decimal value)
    {
        var whole = decimal.Truncate(value);
        var words = new StringBuilder(value < 0 ? "minus " : string.Empty).Append(Write((long)decimal.Abs(whole)));
        var digits = decimal.Abs(value - whole).ToString(CultureInfo.InvariantCulture).TrimStart('0').TrimEnd('0');
        if (digits.Length > 1)
        {
            words.Append(" point ").Append(WriteDigits(digits[1..]));
        }
        return words.ToString();
    }

    /// <summary>Writes digits one by one: "five five five one two".</summary>
    /// <exception cref="ArgumentException">There is something else than digits.</exception>
    public static string WriteDigits(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        return string.Join(' ', digits.Select(digit => char.IsAsciiDigit(digit)
            ? Small[digit - '0']
            : throw new ArgumentException($"'{digit}' is not a digit.", nameof(digits))));
    }

    /// <summary>Writes an ordinal: "twenty second".</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is below one or beyond <see cref="Largest"/>.</exception>
    public static string WriteOrdinal(long value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        var words = Write(value);
        var cut = words.LastIndexOf(' ') + 1;
        var last = words[cut..];
        return words[..cut] + (IrregularOrdinals.TryGetValue(last, out var irregular) ? irregular
            : last.EndsWith('y') ? last[..^1] + "ieth"
            : last + "th");
    }

    /// <summary>Writes a year as it is said: "nineteen eighty four", "two thousand five", "twenty twenty six".</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not a year from 1 to 9999.</exception>
    public static string WriteYear(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        var (century, rest) = Math.DivRem(year, 100);
        return century < 10 || century % 10 == 0 && rest < 10 ? Write(year)
            : rest == 0 ? Write(century) + " hundred"
            : rest < 10 ? $"{Write(century)} oh {Write(rest)}"
            : $"{Write(century)} {Write(rest)}";
    }

    /// <summary>
    /// Reads a number in words or digits, whole or with decimals; digits said one by one ("one two three") make one
    /// number. Case and hyphens do not matter.
    /// </summary>
    /// <returns>False where any word is no part of a number, or there are no words.</returns>
    public static bool TryRead(string words, out decimal value)
    {
        ArgumentNullException.ThrowIfNull(words);
        var text = words.Trim().ToLowerInvariant();
        text = text.StartsWith('-') ? "minus " + text[1..] : text;
        var parts = text.Replace('-', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var negative = parts is ["minus" or "negative", ..];
        var rest = negative ? parts.AsSpan(1) : parts;
        if (rest.Length == 0 || !TryReadUnsigned(rest, out value))
        {
            value = 0;
            return false;
        }
        value = negative ? -value : value;
        return true;
    }

    private static bool TryReadUnsigned(ReadOnlySpan<string> words, out decimal value)
    {
        var point = words.IndexOf("point");
        if (point < 0)
        {
            return TryReadWhole(words, out value);
        }
        value = 0;
        if (point > 0 && !TryReadWhole(words[..point], out value) || point == words.Length - 1)
        {
            return false;
        }
        var scale = 0.1m;
        foreach (var word in words[(point + 1)..])
        {
            if (!Units.TryGetValue(word, out var digit) || digit > 9)
            {
                return false;
            }
            value += digit * scale;
            scale /= 10;
        }
        return true;
    }

    private static bool TryReadWhole(ReadOnlySpan<string> words, out decimal value)
    {
        if (words.Length == 1 && char.IsAsciiDigit(words[0][0]))
        {
            return decimal.TryParse(words[0], NumberStyles.Number, CultureInfo.InvariantCulture, out value);
        }
        var reader = new NumberReader();
        foreach (var word in words)
        {
            if (!reader.Take(word))
            {
                value = 0;
                return false;
            }
        }
        value = reader.Value;
        return reader.IsComplete && value <= Largest;
    }

    internal static bool TryUnit(string word, out int value) => Units.TryGetValue(word, out value);

    internal static int TensOf(string word) => Array.IndexOf(Tens, word, 2) is var index && index > 0 ? index * 10 : 0;

    internal static long ScaleOf(string word) => Array.Find(Scales, scale => scale.Word == word).Value;

    private static void WriteHundreds(StringBuilder words, int value)
    {
        if (value >= 100)
        {
            Append(words, Small[value / 100]);
            Append(words, "hundred");
            value %= 100;
            if (value == 0)
            {
                return;
            }
        }
        if (value < 20)
        {
            Append(words, Small[value]);
            return;
        }
        Append(words, Tens[value / 10]);
        if (value % 10 > 0)
        {
            Append(words, Small[value % 10]);
        }
    }

    private static void Append(StringBuilder words, string word) =>
        words.Append(words.Length > 0 ? " " : string.Empty).Append(word);
}
