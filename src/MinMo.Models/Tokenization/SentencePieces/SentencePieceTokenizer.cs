using System.Text;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Tokenization.SentencePieces;

/// <summary>SentencePiece with byte pair encoding (https://github.com/google/sentencepiece). Immutable: one instance
/// serves all threads.</summary>
public sealed class SentencePieceTokenizer
{
    private readonly SentencePieceModel _model;
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _spelt = new(StringComparer.Ordinal);
    private readonly PrefixFinder _userDefined;
    private readonly TextNormalizer _normalizer;
    private readonly int _unknown;

    private SentencePieceTokenizer(SentencePieceModel model)
    {
        _model = model;
        for (var id = 0; id < model.Vocabulary.Count; id++)
        {
            var piece = model.Vocabulary[id];
            _ids.TryAdd(piece.Text, id);
            if (piece.IsSpelt)
            {
                _spelt.TryAdd(piece.Text, id);
            }

            _unknown = piece.Kind == PieceKind.Unknown ? id : _unknown;
        }

        _userDefined = new PrefixFinder(
            model.Vocabulary.Where(piece => piece.Kind == PieceKind.UserDefined).Select(piece => piece.Text));
        _normalizer = new TextNormalizer(model.Rules, _userDefined);
    }

    /// <summary>Pieces that there are.</summary>
    public int Count => _model.Vocabulary.Count;

    /// <summary>Reads a <c>.model</c> file.</summary>
    /// <exception cref="CheckpointFormatException">The file is malformed or of another kind than byte pair encoding.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SentencePieceTokenizer Open(string path) => new(SentencePieceModel.Read(path));

    /// <summary>The id of a piece.</summary>
    /// <returns>Null if there is no such piece.</returns>
    public int? Find(string piece) => _ids.TryGetValue(piece, out var id) ? id : null;

    /// <summary>How a piece is spelt.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such id.</exception>
    public string PieceOf(int id) => _model.Vocabulary[id].Text;

    /// <summary>Cuts a text into pieces, after it has been normalised.</summary>
    public IReadOnlyList<TextPiece> Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var pieces = new List<TextPiece>();
        foreach (var piece in new PieceMerging(_normalizer.Normalize(text), (_spelt, _model.Vocabulary), _userDefined).Run())
        {
            var id = _spelt.GetValueOrDefault(piece, _unknown);
            if (id == _unknown && pieces is [.., { Id: var last } previous] && last == _unknown)
            {
                pieces[^1] = previous with { Text = previous.Text + piece }; // a run of unknown characters is one piece
            }
            else
            {
                pieces.Add(new TextPiece(piece, id));
            }
        }

        return pieces;
    }

    /// <summary>The text of some pieces: control pieces give nothing, spaces at the very start are dropped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such id.</exception>
    public string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var rules = _model.Rules;
        var dropsSpaces = rules.AddsDummyPrefix || rules.RemovesExtraSpaces;
        var atStart = dropsSpaces;
        var text = new StringBuilder();
        foreach (var piece in ids.Select(id => _model.Vocabulary[id]).Where(piece => piece.Kind != PieceKind.Control))
        {
            var surface = piece.Kind == PieceKind.Unknown ? _model.UnknownSurface : piece.Text;
            var dropped = atStart && piece.Kind != PieceKind.Unknown && surface.StartsWith(TextNormalizer.Space);
            text.Append(dropped ? surface.AsSpan(1) : surface);
            atStart &= text.Length == 0 && !(dropped && !rules.RemovesExtraSpaces);
        }

        return text.Replace(TextNormalizer.Space, ' ').ToString();
    }
}
