using System.Globalization;
using System.Text;

namespace MinMo.Models.Phonemes.Normalization;

/// <summary>Numbers in American English words, without "and".</summary>
internal static class NumberWords
{
    private const int LongestCardinal = 15;

    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly (long Value, string Name)[] Scales =
    [
        (1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"), (1_000, "thousand"),
    ];

    /// <summary>An integer of up to 999 trillion.</summary>
    public static string Cardinal(long number)
    {
        if (number < 100)
        {
            return BelowHundred((int)number);
        }

        var words = new StringBuilder();
        foreach (var (value, name) in Scales)
        {
            if (number >= value)
            {
                words.Append(Cardinal(number / value)).Append(' ').Append(name).Append(' ');
                number %= value;
            }
        }

        if (number >= 100)
        {
            words.Append(Small[number / 100]).Append(" hundred ");
            number %= 100;
        }

        return (number > 0 ? words.Append(BelowHundred((int)number)) : words).ToString().TrimEnd();
    }

    /// <summary>The place in an order: "twenty-first".</summary>
    public static string Ordinal(long number)
    {
        var words = Cardinal(number);
        var start = words.LastIndexOfAny([' ', '-']) + 1;
        var ordinal = words[start..] switch
        {
            "one" => "first",
            "two" => "second",
            "three" => "third",
            "five" => "fifth",
            "eight" => "eighth",
            "nine" => "ninth",
            "twelve" => "twelfth",
            [.. var stem, 'y'] => stem + "ieth",
            var last => last + "th",
        };
        return words[..start] + ordinal;
    }

    /// <summary>Digit by digit; what is no digit is left out.</summary>
    public static string Digits(string digits)
        => string.Join(' ', digits.Where(char.IsAsciiDigit).Select(static digit => Small[digit - '0']));

    /// <summary>As a year is said: "nineteen oh five", "two thousand one", "twenty twenty-six".</summary>
    public static string Year(int year)
    {
        var (century, rest) = (year / 100, year % 100);
        return year is < 1000 or > 9999 || (century % 10 == 0 && rest < 10)
            ? Cardinal(year)
            : rest switch
            {
                0 => $"{Cardinal(century)} hundred",
                < 10 => $"{Cardinal(century)} oh {Small[rest]}",
                _ => $"{Cardinal(century)} {BelowHundred(rest)}",
            };
    }

    /// <summary>"fifties" of "fifty".</summary>
    public static string Plural(string number)
        => number.EndsWith('y') ? number[..^1] + "ies" : number.EndsWith('x') ? number + "es" : number + "s";

    /// <summary>A number as it is written, with separators of thousands and decimals; long ones and those with a
    /// leading zero digit by digit.</summary>
    public static string Read(string number)
    {
        var plain = number.Replace(",", string.Empty, StringComparison.Ordinal);
        var point = plain.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            var whole = point == 0 ? Small[0] : Read(plain[..point]);
            return $"{whole} point {Digits(plain[(point + 1)..])}";
        }

        var leadingZero = plain.Length > 1 && plain[0] == '0';
        return leadingZero || plain.Length > LongestCardinal
            ? Digits(plain)
            : Cardinal(long.Parse(plain, CultureInfo.InvariantCulture));
    }

    private static string BelowHundred(int number)
        => number < 20 ? Small[number]
            : number % 10 == 0 ? Tens[number / 10]
            : $"{Tens[number / 10]}-{Small[number % 10]}";
}
