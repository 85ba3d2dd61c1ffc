using System.Globalization;
using System.Text;
using MinMo.Models.Tokenization;

namespace MinMo.Models.CosyVoice.Text;

/// <summary>Cuts a text into pieces that are spoken one after the other: sentences, packed to a length that the model was
/// trained on.</summary>
internal sealed class SpokenPieces
{
    private const int Most = 80;
    private const int Enough = 60;
    private const int TooFew = 20;

    private readonly string _marks;
    private readonly char _closing;
    private readonly Func<string, int> _length;

    private SpokenPieces(string marks, char closing, Func<string, int> length)
        => (_marks, _closing, _length) = (marks, closing, length);

    /// <summary>For Chinese; lengths are code points.</summary>
    public static SpokenPieces Chinese { get; } =
        new("。？！；：、.?!;", '。', static text => text.EnumerateRunes().Count());

    /// <summary>For everything else; lengths are tokens.</summary>
    public static SpokenPieces Other(BytePairTokenizer tokenizer) => new(".?!;:", '.', text => tokenizer.Encode(text).Length);

    /// <summary>The pieces, leading spaces kept; without those that are nothing but punctuation.</summary>
    public IReadOnlyList<string> Cut(string text)
        => text.Length == 0 ? [] : [.. Pack(Sentences(Closed(text))).Where(static piece => !IsPunctuation(piece))];

    private string Closed(string text) => _marks.Contains(text[^1], StringComparison.Ordinal) ? text : text + _closing;

    private List<string> Sentences(string text)
    {
        var sentences = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!_marks.Contains(text[i], StringComparison.Ordinal))
            {
                continue;
            }

            if (i > start)
            {
                sentences.Add(text[start..(i + 1)]);
            }

            start = i + 1;
            if (start < text.Length && text[start] is '"' or '”')
            {
                if (sentences.Count > 0) // the reference fails where there is none
                {
                    sentences[^1] += text[start];
                }

                start++;
            }
        }

        return sentences;
    }

    private List<string> Pack(List<string> sentences)
    {
        var pieces = new List<string>();
        var current = string.Empty;
        foreach (var sentence in sentences)
        {
            if (_length(current + sentence) > Most && _length(current) > Enough)
            {
                pieces.Add(current);
                current = string.Empty;
            }

            current += sentence;
        }

        if (current.Length > 0 && pieces.Count > 0 && _length(current) < TooFew)
        {
            pieces[^1] += current;
        }
        else if (current.Length > 0)
        {
            pieces.Add(current);
        }

        return pieces;
    }

    private static bool IsPunctuation(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category is < UnicodeCategory.ConnectorPunctuation or > UnicodeCategory.OtherSymbol)
            {
                return false;
            }
        }

        return true;
    }
}
