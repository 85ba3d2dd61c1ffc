namespace MinMo.Models.Chat.Jinja;

/// <summary>Arithmetic and comparison, with Python's rules as far as templates need them.</summary>
internal static class JinjaOperators
{
    public static Func<object?, object?, bool>? Comparison(string sign) => sign switch
    {
        "==" => JinjaValue.AreEqual,
        "!=" => (left, right) => !JinjaValue.AreEqual(left, right),
        "<" => (left, right) => Compare(left, right) < 0,
        "<=" => (left, right) => Compare(left, right) <= 0,
        ">" => (left, right) => Compare(left, right) > 0,
        ">=" => (left, right) => Compare(left, right) >= 0,
        _ => null,
    };

    public static Func<object?, object?, object?> Arithmetic(string sign) => sign switch
    {
        "~" => (left, right) => JinjaValue.ToText(left) + JinjaValue.ToText(right),
        "+" => Add,
        "-" => (left, right) => Compute(left, right, (a, b) => a - b, (a, b) => a - b),
        "*" => (left, right) => Compute(left, right, (a, b) => a * b, (a, b) => a * b),
        "/" => (left, right) => ToDouble(left) / ToDouble(right),
        "//" => (left, right) => Compute(left, right, FloorDivide, (a, b) => Math.Floor(a / b)),
        "%" => (left, right) => Compute(left, right, (a, b) => a - (FloorDivide(a, b) * b), (a, b) => a - (Math.Floor(a / b) * b)),
        _ => throw new ChatTemplateException($"the operator '{sign}' is not supported"),
    };

    private static object? Add(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => a + b,
        (IReadOnlyList<object?> a, IReadOnlyList<object?> b) => (List<object?>)[.. a, .. b],
        _ => Compute(left, right, (a, b) => a + b, (a, b) => a + b),
    };

    private static object Compute(
        object? left, object? right, Func<long, long, long> whole, Func<double, double, double> fraction)
        => JinjaValue.AsNumber(left) is long a && JinjaValue.AsNumber(right) is long b
            ? (object)whole(a, b)
            : fraction(ToDouble(left), ToDouble(right));

    private static long FloorDivide(long left, long right)
    {
        if (right is 0 or -1)
        {
            return right == 0 ? throw new ChatTemplateException("division by zero") : unchecked(-left);
        }

        var (quotient, remainder) = Math.DivRem(left, right);
        return remainder != 0 && (remainder < 0) != (right < 0) ? quotient - 1 : quotient;
    }

    private static int Compare(object? left, object? right)
        => left is string a && right is string b
            ? string.CompareOrdinal(a, b)
            : ToDouble(left).CompareTo(ToDouble(right));

    private static double ToDouble(object? value) => JinjaValue.AsNumber(value) switch
    {
        long whole => whole,
        double fraction => fraction,
        _ => throw new ChatTemplateException($"{JinjaValue.Describe(value)} cannot be computed with"),
    };
}
