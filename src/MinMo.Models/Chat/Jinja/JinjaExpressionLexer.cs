using System.Text;

namespace MinMo.Models.Chat.Jinja;

/// <summary>Reads the tokens inside of tags.</summary>
internal sealed class JinjaExpressionLexer(string text)
{
    private static readonly string[] Signs =
        ["==", "!=", "<=", ">=", "//", "**", "<", ">", "=", "+", "-", "*", "/", "%", "~", "|", ".", ",", ":", "(", ")",
            "[", "]", "{", "}"];

    public int SkipSpace(int position)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position;
    }

    /// <summary>Reads one token and moves behind it.</summary>
    public JinjaToken Read(ref int position)
    {
        var start = position;
        if (start >= text.Length)
        {
            throw new ChatTemplateException("a tag has no end", start);
        }

        var first = text[start];
        if (char.IsAsciiLetter(first) || first == '_')
        {
            position = EndOf(start, sign => char.IsAsciiLetterOrDigit(sign) || sign == '_');
            return new JinjaToken(JinjaTokenKind.Name, text[start..position], start);
        }

        if (char.IsAsciiDigit(first))
        {
            return ReadNumber(ref position);
        }

        return first is '\'' or '"' ? ReadQuoted(ref position) : ReadSign(ref position);
    }

    private JinjaToken ReadNumber(ref int position)
    {
        var start = position;
        position = EndOf(start, char.IsAsciiDigit);
        if (position + 1 < text.Length && text[position] == '.' && char.IsAsciiDigit(text[position + 1]))
        {
            position = EndOf(position + 1, char.IsAsciiDigit);
        }

        return new JinjaToken(JinjaTokenKind.Number, text[start..position], start);
    }

    private JinjaToken ReadQuoted(ref int position)
    {
        var (start, quote) = (position, text[position]);
        var value = new StringBuilder();
        for (position++; position < text.Length && text[position] != quote; position++)
        {
            if (text[position] == '\\' && position + 1 < text.Length)
            {
                position++;
                value.Append(Unescape(text[position], start));
            }
            else
            {
                value.Append(text[position]);
            }
        }

        if (position >= text.Length)
        {
            throw new ChatTemplateException("a text has no end", start);
        }

        position++;
        return new JinjaToken(JinjaTokenKind.Quoted, value.ToString(), start);
    }

    private static char Unescape(char letter, int position) => letter switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '\\' or '\'' or '"' => letter,
        _ => throw new ChatTemplateException($"the escape '\\{letter}' is not supported", position),
    };

    private JinjaToken ReadSign(ref int position)
    {
        foreach (var sign in Signs)
        {
            if (text.AsSpan(position).StartsWith(sign, StringComparison.Ordinal))
            {
                position += sign.Length;
                return new JinjaToken(JinjaTokenKind.Operator, sign, position - sign.Length);
            }
        }

        throw new ChatTemplateException($"'{text[position]}' is not understood", position);
    }

    private int EndOf(int position, Predicate<char> belongs)
    {
        while (position < text.Length && belongs(text[position]))
        {
            position++;
        }

        return position;
    }
}
