using System.Text;

namespace MinMo.Models.Tokenization.SentencePieces;

/// <summary>Byte pair encoding of one text: neighbours are merged, the pair of the highest score first, of equals the
/// leftmost; user-defined pieces stay as they are (SentencePiece, bpe_model.cc).</summary>
internal sealed class PieceMerging
{
    private readonly string _text;
    private readonly IReadOnlyDictionary<string, int> _spelt;
    private readonly IReadOnlyList<VocabularyPiece> _vocabulary;
    private readonly List<Symbol> _symbols = [];
    private readonly PriorityQueue<Pair, (float Score, int Left)> _pairs = new();
    private readonly Dictionary<string, (string Left, string Right)> _unused = new(StringComparer.Ordinal);

    public PieceMerging(
        string text, (IReadOnlyDictionary<string, int> Spelt, IReadOnlyList<VocabularyPiece> Vocabulary) model, PrefixFinder userDefined)
    {
        (_text, _spelt, _vocabulary) = (text, model.Spelt, model.Vocabulary);
        for (var at = 0; at < text.Length;)
        {
            var length = userDefined.Match(text.AsSpan(at));
            var isFrozen = length > 0;
            if (!isFrozen)
            {
                Rune.DecodeFromUtf16(text.AsSpan(at), out _, out length);
            }

            _symbols.Add(new Symbol(at, length, isFrozen, _symbols.Count - 1, _symbols.Count + 1));
            at += length;
        }
    }

    public IEnumerable<string> Run()
    {
        for (var i = 1; i < _symbols.Count; i++)
        {
            Enqueue(i - 1, i);
        }

        while (_pairs.TryDequeue(out var pair, out _))
        {
            Merge(pair);
        }

        for (var i = 0; i < _symbols.Count; i = _symbols[i].Next)
        {
            foreach (var piece in WithoutUnused(Text(_symbols[i])))
            {
                yield return piece;
            }
        }
    }

    private void Enqueue(int left, int right)
    {
        if (left < 0 || right >= _symbols.Count || _symbols[left].IsFrozen || _symbols[right].IsFrozen)
        {
            return;
        }

        var (first, second) = (_symbols[left], _symbols[right]);
        var whole = _text.Substring(first.At, first.Length + second.Length);
        if (_spelt.TryGetValue(whole, out var id))
        {
            _pairs.Enqueue(new Pair(left, right, whole.Length), (-_vocabulary[id].Score, left));
            if (_vocabulary[id].Kind == PieceKind.Unused)
            {
                _unused[whole] = (Text(first), Text(second));
            }
        }
    }

    /// <summary>Either symbol may have been merged away, or have grown, since the pair was queued.</summary>
    private void Merge(Pair pair)
    {
        var (left, right) = (_symbols[pair.Left], _symbols[pair.Right]);
        if (left.Length == 0 || right.Length == 0 || left.Length + right.Length != pair.Length)
        {
            return;
        }

        _symbols[pair.Left] = left with { Length = pair.Length, Next = right.Next };
        _symbols[pair.Right] = right with { Length = 0 };
        if (right.Next < _symbols.Count)
        {
            _symbols[right.Next] = _symbols[right.Next] with { Previous = pair.Left };
        }

        Enqueue(left.Previous, pair.Left);
        Enqueue(pair.Left, right.Next);
    }

    private IEnumerable<string> WithoutUnused(string piece)
    {
        var isUnused = _spelt.TryGetValue(piece, out var id) && _vocabulary[id].Kind == PieceKind.Unused;
        return isUnused && _unused.TryGetValue(piece, out var parts)
            ? WithoutUnused(parts.Left).Concat(WithoutUnused(parts.Right))
            : [piece];
    }

    private string Text(Symbol symbol) => _text.Substring(symbol.At, symbol.Length);

    private readonly record struct Symbol(int At, int Length, bool IsFrozen, int Previous, int Next);

    private readonly record struct Pair(int Left, int Right, int Length);
}
