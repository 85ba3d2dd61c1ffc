using System.Text;

namespace MinMo.Models.CosyVoice.Text;

/// <summary>Runs of digits as English words in the manner of the public front end: "one thousand, two hundred and
/// thirty-four".</summary>
internal static class SpelledNumber
{
    private const int GroupDigits = 3;

    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly string[] Scales =
    [
        "", " thousand", " million", " billion", " trillion", " quadrillion", " quintillion", " sextillion", " septillion",
        " octillion", " nonillion", " decillion",
    ];

    /// <summary>Spells every run of ASCII digits; the rest stays.</summary>
    public static string InText(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }

            if (end > i)
            {
                result.Append(Of(text[i..end]));
                i = end;
            }
            else
            {
                result.Append(text[i++]);
            }
        }

        return result.ToString();
    }

    /// <summary>Words of an unsigned number; digit by digit if it is larger than the scales' names.</summary>
    /// <param name="digits">ASCII digits, at least one.</param>
    public static string Of(string digits)
    {
        var significant = digits.TrimStart('0');
        if (significant.Length == 0)
        {
            return Small[0];
        }

        if (significant.Length > Scales.Length * GroupDigits)
        {
            return string.Join(' ', digits.Select(static digit => Small[digit - '0']));
        }

        var words = new StringBuilder();
        for (var scale = (significant.Length - 1) / GroupDigits; scale >= 0; scale--)
        {
            var end = significant.Length - (scale * GroupDigits);
            var group = int.Parse(
                significant.AsSpan(Math.Max(0, end - GroupDigits), Math.Min(end, GroupDigits)),
                System.Globalization.CultureInfo.InvariantCulture);
            if (group > 0)
            {
                words.Append(words.Length == 0 ? "" : scale == 0 && group < 100 ? " and " : ", ");
                words.Append(Group(group)).Append(Scales[scale]);
            }
        }

        return words.ToString();
    }

    private static string Group(int number) => (number / 100, number % 100) switch
    {
        (0, var rest) => BelowHundred(rest),
        (var hundreds, 0) => $"{Small[hundreds]} hundred",
        var (hundreds, rest) => $"{Small[hundreds]} hundred and {BelowHundred(rest)}",
    };

    private static string BelowHundred(int number)
        => number < 20 ? Small[number]
            : number % 10 == 0 ? Tens[number / 10]
            : $"{Tens[number / 10]}-{Small[number % 10]}";
}
