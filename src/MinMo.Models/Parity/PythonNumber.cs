using System.Globalization;

namespace MinMo.Models.Parity;

/// <summary>Floating-point numbers as Python prints them, as which they stand in the goldens' texts.</summary>
internal static class PythonNumber
{
    /// <summary>From this power of ten on Python writes an exponent.</summary>
    private const int LargestPlain = 16;

    /// <summary>Below this power of ten Python writes an exponent.</summary>
    private const int SmallestPlain = -4;

    /// <summary>The shortest text that reads back as the same double.</summary>
    public static string Write(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        var (sign, digits, exponent) = Split(value);
        return sign + exponent switch
        {
            < SmallestPlain or >= LargestPlain => WithExponent(digits, exponent),
            < 0 => "0." + new string('0', -exponent - 1) + digits,
            _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0') + ".0",
            _ => digits.Insert(exponent + 1, "."),
        };
    }

    private static string WithExponent(string digits, int exponent)
    {
        var fraction = digits.Length > 1 ? "." + digits[1..] : string.Empty;
        var power = Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        return $"{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{power}";
    }

    /// <summary>The shortest digits d and the power of ten of the first one: d.ddd times ten to the exponent.</summary>
    private static (string Sign, string Digits, int Exponent) Split(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var sign = text.StartsWith('-') ? "-" : string.Empty;
        var parts = text[sign.Length..].Split('E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? parts[0] : parts[0][..point];
        var all = whole + (point < 0 ? string.Empty : parts[0][(point + 1)..]);
        var digits = all.TrimStart('0');
        var exponent = whole.Length - 1 - (all.Length - digits.Length)
            + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        return digits.Length == 0 ? (sign, "0", 0) : (sign, digits.TrimEnd('0'), exponent);
    }
}
