namespace MinMo.Models.Chat.Jinja;

/// <summary>Cuts a template into tokens; white space around tags is dealt with here.</summary>
internal sealed class JinjaLexer
{
    private readonly string _text;
    private readonly List<JinjaToken> _tokens = [];
    private int _position;
    private bool _atLineStart = true;

    public JinjaLexer(string template)
    {
        // One line end at the end of a template is not part of it, and all line ends are alike.
        _text = template.ReplaceLineEndings("\n");
        _text = _text.EndsWith('\n') ? _text[..^1] : _text;
    }

    public IReadOnlyList<JinjaToken> Read()
    {
        while (_position < _text.Length)
        {
            var tag = FindTag();
            ReadPlain(tag);
            if (tag < _text.Length)
            {
                ReadTag();
            }
        }

        Add(JinjaTokenKind.End, string.Empty, _text.Length);
        return _tokens;
    }

    private int FindTag()
    {
        for (var i = _position; i + 1 < _text.Length; i++)
        {
            if (_text[i] == '{' && _text[i + 1] is '{' or '%' or '#')
            {
                return i;
            }
        }

        return _text.Length;
    }

    private void ReadPlain(int tag)
    {
        var plain = _text[_position..tag];
        if (tag < _text.Length)
        {
            var control = tag + 2 < _text.Length ? _text[tag + 2] : '\0';
            plain = control switch
            {
                '-' => plain.TrimEnd(),
                '+' => plain,
                _ when _text[tag + 1] == '{' => plain,
                _ => StripLine(plain),
            };
        }

        if (plain.Length > 0)
        {
            Add(JinjaTokenKind.Plain, plain, _position);
        }

        _position = tag;
    }

    /// <summary>White space between the start of a line and a block belongs to the block.</summary>
    private string StripLine(string plain)
    {
        var line = plain.LastIndexOf('\n') + 1;
        return (line > 0 || _atLineStart) && string.IsNullOrWhiteSpace(plain[line..]) ? plain[..line] : plain;
    }

    private void ReadTag()
    {
        var (start, sign) = (_position, _text[_position + 1]);
        _position += 2;
        if (_position < _text.Length && _text[_position] is '-' or '+')
        {
            _position++;
        }

        if (sign == '#')
        {
            var end = _text.IndexOf("#}", _position, StringComparison.Ordinal);
            _position = end >= 0 ? end : throw new ChatTemplateException("a comment has no end", start);
            CloseTag(_text[end - 1] == '-', trimsLine: true);
            return;
        }

        var isOutput = sign == '{';
        Add(isOutput ? JinjaTokenKind.OutputBegin : JinjaTokenKind.BlockBegin, _text[start.._position], start);
        var stripsBehind = ReadExpressionTokens(isOutput ? "}}" : "%}");
        Add(isOutput ? JinjaTokenKind.OutputEnd : JinjaTokenKind.BlockEnd, isOutput ? "}}" : "%}", _position);
        CloseTag(stripsBehind, trimsLine: !isOutput);
    }

    private void CloseTag(bool stripsBehind, bool trimsLine)
    {
        _position += 2;
        if (stripsBehind)
        {
            while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
            {
                _position++;
            }
        }
        else if (trimsLine && _position < _text.Length && _text[_position] == '\n')
        {
            _position++;
        }

        _atLineStart = _text[_position - 1] == '\n';
    }

    /// <returns>Whether the tag ends with a minus; the position is then at the closing signs.</returns>
    private bool ReadExpressionTokens(string close)
    {
        var reader = new JinjaExpressionLexer(_text);
        var depth = 0;
        while (true)
        {
            _position = reader.SkipSpace(_position);
            var minus = _text.AsSpan(_position).StartsWith("-" + close, StringComparison.Ordinal);
            if (depth == 0 && (minus || _text.AsSpan(_position).StartsWith(close, StringComparison.Ordinal)))
            {
                _position += minus ? 1 : 0;
                return minus;
            }

            var token = reader.Read(ref _position);
            depth += token is { Kind: JinjaTokenKind.Operator, Text: "{" or "(" or "[" } ? 1 : 0;
            depth -= token is { Kind: JinjaTokenKind.Operator, Text: "}" or ")" or "]" } ? 1 : 0;
            _tokens.Add(token);
        }
    }

    private void Add(JinjaTokenKind kind, string text, int position) => _tokens.Add(new JinjaToken(kind, text, position));
}
