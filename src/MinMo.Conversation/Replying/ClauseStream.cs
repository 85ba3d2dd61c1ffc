using System.Text;

namespace MinMo.Conversation.Replying;

/// <summary>
/// Cuts the reply's text into clauses while it is being written. The first clause leaves as early as the voice can
/// begin with it, later ones at the ends of sentences, so that the melody stays natural.
/// </summary>
public sealed class ClauseStream
{
    /// <summary>Words after which the first clause may end at a comma.</summary>
    private const int FirstClauseWords = 3;

    /// <summary>Words after which any clause may end at a comma or a conjunction.</summary>
    private const int LongClauseWords = 12;

    /// <summary>Words after which a clause ends at the next space.</summary>
    private const int LongestClauseWords = 24;

    private readonly StringBuilder _text = new();
    private int _start;
    private int _scanned;
    private int _words;
    private bool _first = true;

    /// <summary>All text taken in.</summary>
    public string Text => _text.ToString();

    /// <summary>Takes more text in and gives the clauses that are complete.</summary>
    public IReadOnlyList<Clause> Push(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text.Append(text);
        var clauses = new List<Clause>();

        // A clause ends at a space: what follows a mark decides whether it ends anything ("3.5", "e.g.").
        for (; _scanned < _text.Length; _scanned++)
        {
            if (!char.IsWhiteSpace(_text[_scanned]) || _scanned == 0 || char.IsWhiteSpace(_text[_scanned - 1]))
            {
                continue;
            }

            _words++;
            if (EndsAt(_scanned))
            {
                Cut(_scanned + 1, clauses);
            }
        }

        return clauses;
    }

    /// <summary>The text is complete: gives what is left.</summary>
    public IReadOnlyList<Clause> Complete()
    {
        var clauses = new List<Clause>();
        Cut(_text.Length, clauses);
        return clauses;
    }

    private void Cut(int end, List<Clause> clauses)
    {
        if (end <= _start)
        {
            return;
        }

        string words = _text.ToString(_start, end - _start).Trim();
        if (words.Length > 0)
        {
            clauses.Add(new Clause(_start, end - _start, words));
            _start = end;
            _words = 0;
            _first = false;
        }
    }

    private bool EndsAt(int space)
    {
        int last = LastMark(space);
        char mark = _text[last];
        return mark switch
        {
            '?' or '!' or '\n' => true,
            '.' => !IsAbbreviation(last),
            ';' or ':' => _words >= FirstClauseWords,
            ',' or '—' or '–' => _words >= (_first ? FirstClauseWords : LongClauseWords),
            _ => _text[space] == '\n' || _words >= LongestClauseWords,
        };
    }

    private int LastMark(int space)
    {
        int last = space - 1;
        while (last > _start && _text[last] is '"' or '\'' or ')' or ']' or '”' or '’' or '*')
        {
            last--;
        }

        return last;
    }

    private bool IsAbbreviation(int dot)
    {
        int begin = dot;
        while (begin > _start && !char.IsWhiteSpace(_text[begin - 1]))
        {
            begin--;
        }

        string word = _text.ToString(begin, dot - begin).TrimStart('"', '\'', '(').ToUpperInvariant();
        return word is "MR" or "MRS" or "MS" or "DR" or "ST" or "PROF" or "VS" || word.Contains('.', StringComparison.Ordinal)
            || (word.Length == 1 && char.IsAsciiLetter(word[0]) && word is not "I")
            || (word.Length > 0 && word.All(char.IsAsciiDigit) && begin == _start);
    }
}
