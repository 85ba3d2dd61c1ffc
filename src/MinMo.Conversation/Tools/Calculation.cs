namespace MinMo.Conversation.Tools;

/// <summary>
/// Arithmetic of a few terms from left to right with multiplication first: "two plus three times four", "half of
/// nine", "twenty percent of fifty", "nine squared", "the square root of two". What is not exact in two decimals is
/// rounded and said to be.
/// </summary>
internal static class Calculation
{
    private static readonly Dictionary<string, char> Signs = new(StringComparer.Ordinal)
    {
        ["plus"] = '+',
        ["and"] = '+',
        ["add"] = '+',
        ["minus"] = '-',
        ["less"] = '-',
        ["times"] = '*',
        ["multiplied"] = '*',
        ["x"] = '*',
        ["divided"] = '/',
        ["over"] = '/',
        ["mod"] = '%',
    };

    private static readonly Dictionary<string, decimal> Fractions = new(StringComparer.Ordinal)
    {
        ["half"] = 1m / 2,
        ["third"] = 1m / 3,
        ["quarter"] = 1m / 4,
        ["fifth"] = 1m / 5,
        ["tenth"] = 1m / 10,
        ["double"] = 2,
        ["twice"] = 2,
        ["triple"] = 3,
    };

    public static string? Answer(ReadOnlySpan<string> words)
    {
        try
        {
            return Evaluate(words) is { } value && decimal.Abs(value) < SpokenNumber.Largest
                ? ToolWords.Write(value)
                : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static decimal? Evaluate(ReadOnlySpan<string> words)
    {
        var sum = 0m;
        var sign = '+';
        decimal? term = null;
        var start = 0;
        for (var index = 0; index <= words.Length; index++)
        {
            var next = '=';
            if (index < words.Length && !IsSign(words, start, index, out next))
            {
                continue;
            }
            if (Operand(words[start..index]) is not { } operand || Apply(sign, term, operand, ref sum) is not { } result)
            {
                return null;
            }
            term = result;
            sign = next;
            start = index + (index + 1 < words.Length && words[index + 1] == "by" ? 2 : 1);
            index = Math.Max(index, start - 1);
        }
        return sum + term;
    }

    /// <summary>Adds a finished term to the sum and begins the next, or goes on with the present one.</summary>
    private static decimal? Apply(char sign, decimal? term, decimal operand, ref decimal sum)
    {
        switch (sign)
        {
            case '*':
                return term * operand;
            case '/':
                return operand == 0 ? null : term / operand;
            case '%':
                return operand == 0 ? null : term % operand;
            default:
                sum += term ?? 0;
                return sign == '-' ? -operand : operand;
        }
    }

    private static bool IsSign(ReadOnlySpan<string> words, int start, int index, out char sign)
    {
        sign = default;
        if (index == start || !Signs.TryGetValue(words[index], out sign))
        {
            return false;
        }
        // "one hundred and five" is one number.
        return words[index] != "and" || words[index - 1] is not ("hundred" or "thousand" or "million");
    }

    private static decimal? Operand(ReadOnlySpan<string> words)
    {
        if (words is ["the" or "a" or "one", .. var named] && named is [var first, ..] && IsNamed(first))
        {
            words = named;
        }
        return Power(words) ?? Part(words) ?? (ToolWords.TryNumber(words, out var value) ? value : null);
    }

    private static decimal? Power(ReadOnlySpan<string> words) => words switch
    {
        ["square", "root", "of", .. var rest] => Operand(rest) is >= 0 and var square ? Root(square) : null,
        [.. var rest, "squared"] => Operand(rest) is { } side ? side * side : null,
        [.. var rest, "cubed"] => Operand(rest) is { } edge ? edge * edge * edge : null,
        _ => null,
    };

    private static decimal? Part(ReadOnlySpan<string> words)
    {
        if (words is [var name, .. var whole] && Fractions.TryGetValue(name, out var part))
        {
            return Operand(whole is ["of", .. var of] ? of : whole) * part;
        }
        var percent = words.IndexOf("percent");
        return percent > 0 && percent + 2 < words.Length && words[percent + 1] == "of"
            ? Operand(words[(percent + 2)..]) * Operand(words[..percent]) / 100
            : null;
    }

    private static bool IsNamed(string word) => word == "square" || Fractions.ContainsKey(word);

    private static decimal Root(decimal square)
    {
        var root = (decimal)Math.Sqrt((double)square);
        var whole = decimal.Round(root);
        return whole * whole == square ? whole : root;
    }
}
