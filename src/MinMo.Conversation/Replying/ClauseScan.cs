using System.Collections.Frozen;

namespace MinMo.Conversation.Replying;

/// <summary>What is known of the clause that is growing: where it may be cut.</summary>
internal struct ClauseScan
{
    private const string Terminators = ".,;:?!—";
    private const string Closers = "\"')]}”’*_";

    // Shorter ones ("I, for one", "So, ...") are no clause to speak alone.
    private const int ShortestEagerLetters = 3;
    private const int WordsBeforeConjunction = 3;

    private static readonly FrozenSet<string> Conjunctions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "and", "but", "or", "so", "because", "that", "which", "who", "when", "where", "while", "if", "as", "than",
        "then", "with", "without", "for", "to", "from", "in", "on", "at", "by", "about", "after", "before", "until");

    private int _letters;
    private int _wordStart;
    private int _lastPunctuation;
    private int _lastConjunction;
    private int _lastSpace;
    private int _undecided;
    private bool _undecidedSentence;

    /// <summary>Whole words so far.</summary>
    public int Words { get; private set; }

    /// <summary>Looks at the last character of <paramref name="text"/>.</summary>
    /// <returns>The length of the clause if it ends, otherwise 0.</returns>
    public int Advance(ReadOnlySpan<char> text, bool eager)
    {
        var character = text[^1];
        _letters += char.IsLetterOrDigit(character) ? 1 : 0;
        if (!char.IsWhiteSpace(character))
        {
            return Decide(character, eager) is var cut and > 0 ? cut : EndsAtOnce(text, eager);
        }

        var end = text.Length - 1;
        if (end > 0 && !char.IsWhiteSpace(text[end - 1]))
        {
            var found = EndWord(text[..end], eager);
            if (found > 0)
            {
                return found;
            }
        }

        _wordStart = text.Length;
        return character is '\n' && _letters > 0 ? end : 0;
    }

    /// <summary>Behind the last punctuation, else in front of the last conjunction, else behind the last word.</summary>
    public readonly int BestCut(int atLeastWords)
        => Words < atLeastWords ? 0
            : _lastPunctuation > 0 ? _lastPunctuation
            : _lastConjunction > 0 ? _lastConjunction
            : _lastSpace;

    // The first character behind an abbreviation or a number tells whether something ended there.
    private int Decide(char next, bool eager)
    {
        var end = _undecided;
        _undecided = 0;
        if (end == 0 || char.IsDigit(next) || (_undecidedSentence && char.IsLower(next)))
        {
            return 0;
        }

        return _undecidedSentence ? end : Soft(end, eager);
    }

    private readonly int EndsAtOnce(ReadOnlySpan<char> text, bool eager)
        => eager && _letters >= ShortestEagerLetters && text[^1] is ',' or ';' or '?' or '!' or ':' or '—'
            && IsPlainWord(text[_wordStart..^1]) ? text.Length : 0;

    private int EndWord(ReadOnlySpan<char> text, bool eager)
    {
        var word = text[_wordStart..];
        var start = _wordStart;
        if (!word.ContainsAnyInRange('0', '9') && !HasLetter(word))
        {
            return word.SequenceEqual("—") ? Soft(text.Length, eager) : 0;
        }

        NoteConjunction(word, start);
        Words++;
        _lastSpace = text.Length;
        var bare = word.TrimEnd(Closers);
        var stem = bare.TrimEnd(Terminators);
        var run = bare[stem.Length..];
        return run.IsEmpty ? 0 : End(text.Length, stem, run, eager);
    }

    private int End(int end, ReadOnlySpan<char> stem, ReadOnlySpan<char> run, bool eager)
    {
        var hard = run.ContainsAny('.', '?', '!');
        if (run is "." && SpokenAbbreviations.NeverEndsSentence(stem))
        {
            return 0;
        }

        if (run is "." && Words == 1 && IsNumber(stem))
        {
            return 0; // the number of a list's item
        }

        if (run is "." && SpokenAbbreviations.MayEndSentence(stem) || (!hard && IsNumberOrOrdinal(stem)))
        {
            _undecided = end;
            _undecidedSentence = hard;
            return 0;
        }

        return hard ? end : Soft(end, eager);
    }

    private int Soft(int end, bool eager)
    {
        if (_letters < ShortestEagerLetters)
        {
            return 0;
        }

        _lastPunctuation = end;
        return eager ? end : 0;
    }

    private void NoteConjunction(ReadOnlySpan<char> word, int start)
    {
        if (Words >= WordsBeforeConjunction
            && Conjunctions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
        {
            _lastConjunction = start;
        }
    }

    private static bool IsPlainWord(ReadOnlySpan<char> word)
    {
        foreach (var character in word.Trim(Closers))
        {
            if (!char.IsLetter(character) && character is not ('\'' or '’' or '-'))
            {
                return false;
            }
        }

        return !word.IsEmpty && !word.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            && !word.SequenceEqual("mailto");
    }

    private static bool HasLetter(ReadOnlySpan<char> word)
    {
        foreach (var character in word)
        {
            if (char.IsLetter(character))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNumber(ReadOnlySpan<char> word) => !word.IsEmpty && !word.ContainsAnyExceptInRange('0', '9');

    private static bool IsNumberOrOrdinal(ReadOnlySpan<char> word)
        => word is [>= '0' and <= '9', ..] || word is [_, >= '0' and <= '9', ..];
}
