namespace MinMo.Models.Tokenization;

/// <summary>Cuts text into pieces without a regular expression, which would have to know scalar values. The alternatives
/// stand in the order of the published expressions; every text is covered completely.</summary>
internal ref struct PieceScanner(SplitRule rule, ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _position;
    private int _stretchEnd;

    /// <summary>The next piece; empty at the end.</summary>
    public ReadOnlySpan<char> Next()
    {
        var start = _position;
        if (start < _text.Length)
        {
            _position += Measure();
        }

        return _text[start.._position];
    }

    private int Measure()
    {
        switch (rule)
        {
            case SplitRule.Qwen2:
                return MeasureQwen2(_text[_position..]);
            case SplitRule.SmolLm when Characters.Classify(_text, _position, out var length) == CharacterClass.Number:
                return length;
            default:
                return MeasureGpt2(Stretch());
        }
    }

    /// <summary>The text up to the next number: no piece, and no look-ahead, reaches beyond.</summary>
    private ReadOnlySpan<char> Stretch()
    {
        if (rule == SplitRule.Gpt2)
        {
            return _text[_position..];
        }

        if (_stretchEnd <= _position)
        {
            _stretchEnd = _position;
            while (_stretchEnd < _text.Length
                && Characters.Classify(_text, _stretchEnd, out var length) != CharacterClass.Number)
            {
                _stretchEnd += length;
            }
        }

        return _text[_position.._stretchEnd];
    }

    /// <summary><c>'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+</c>.</summary>
    private static int MeasureGpt2(ReadOnlySpan<char> text)
    {
        if (MeasureContraction(text, anyCase: false) is > 0 and var contraction)
        {
            return contraction;
        }

        var body = text[0] == ' ' && text.Length > 1 ? 1 : 0;
        var kind = Characters.Classify(text, body, out _);
        return kind == CharacterClass.Space ? MeasureSpace(text) : Characters.EndOfRun(text, body, kind);
    }

    /// <summary><c>(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+</c>.</summary>
    private static int MeasureQwen2(ReadOnlySpan<char> text)
    {
        if (MeasureContraction(text, anyCase: true) is > 0 and var contraction)
        {
            return contraction;
        }

        var kind = Characters.Classify(text, 0, out var length);
        if (kind == CharacterClass.Number)
        {
            return length;
        }

        var word = kind == CharacterClass.Letter || IsLineEnd(text[0]) ? 0 : length;
        if (Characters.EndOfRun(text, word, CharacterClass.Letter) is var wordEnd && wordEnd > word)
        {
            return wordEnd;
        }

        var signs = text[0] == ' ' ? 1 : 0;
        if (Characters.EndOfRun(text, signs, CharacterClass.Other) is var signsEnd && signsEnd > signs)
        {
            return EndOfLineEnds(text, signsEnd);
        }

        var space = text[..Characters.EndOfRun(text, 0, CharacterClass.Space)];
        var lineEnd = space.LastIndexOfAny('\r', '\n');
        return lineEnd >= 0 ? lineEnd + 1 : MeasureSpace(text);
    }

    /// <summary>White space, but its last character is left for the word behind it. All of it is of one UTF-16 unit.</summary>
    private static int MeasureSpace(ReadOnlySpan<char> text)
    {
        var end = Characters.EndOfRun(text, 0, CharacterClass.Space);
        return end == text.Length || end == 1 ? end : end - 1;
    }

    private static int MeasureContraction(ReadOnlySpan<char> text, bool anyCase)
    {
        if (text[0] != '\'' || text.Length < 2)
        {
            return 0;
        }

        var first = Fold(text[1], anyCase);
        var second = text.Length > 2 ? Fold(text[2], anyCase) : '\0';
        return (first, second) switch
        {
            ('s' or 't' or 'm' or 'd', _) => 2,
            ('r' or 'v', 'e') or ('l', 'l') => 3,
            _ => 0,
        };
    }

    /// <summary>Unicode folds the long s (U+017F) too; no other letter of the contractions has a third form.</summary>
    private static char Fold(char letter, bool anyCase)
    {
        const char LongS = 'ſ';
        return !anyCase ? letter : letter == LongS ? 's' : char.ToLowerInvariant(letter);
    }

    private static int EndOfLineEnds(ReadOnlySpan<char> text, int index)
    {
        while (index < text.Length && IsLineEnd(text[index]))
        {
            index++;
        }

        return index;
    }

    private static bool IsLineEnd(char value) => value is '\r' or '\n';
}
