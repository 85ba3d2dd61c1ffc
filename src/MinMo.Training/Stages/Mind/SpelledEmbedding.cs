using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MinMo.Training.Stages.Mind;

/// <summary>Embeddings that know how their units are spelt: a table, and a small convolution over each unit's own bytes.
/// Baked into one table when training ends, so that a model carries nothing of it.</summary>
internal sealed class SpelledEmbedding : nn.Module
{
    private const int LetterWidth = 48;
    private const int MostLetters = 12;
    private const int Alphabet = 257; // bytes, and 256 for "no letter"
    private const double TableDeviation = 0.03;
    private const string SpellerName = "speller";

    private readonly Tensor _letters; // [V, letters]
    private readonly Tensor _scale;   // [V, 1, 1]: one by the root of the number of letters

    [ComponentName(Name = "table")]
    private readonly Parameter _table;

    [ComponentName(Name = "letters")]
    private readonly Embedding _letterTable;

    [ComponentName(Name = "convolution")]
    private readonly Conv1d _convolution;

    [ComponentName(Name = SpellerName)]
    private readonly Linear _speller;

    public SpelledEmbedding(MindUnits units, int width)
        : base(nameof(SpelledEmbedding))
    {
        var letters = new long[units.Count * MostLetters];
        var scales = new float[units.Count];
        for (var unit = 0; unit < units.Count; unit++)
        {
            var bytes = units.Tokenizer.BytesOf(unit);
            for (var place = 0; place < MostLetters; place++)
            {
                letters[(unit * MostLetters) + place] = place < bytes.Length ? bytes[place] : Alphabet - 1;
            }

            scales[unit] = 1 / MathF.Sqrt(Math.Clamp(bytes.Length, 1, MostLetters));
        }

        _letters = tensor(letters, [units.Count, MostLetters]).DetachFromDisposeScope();
        _scale = tensor(scales, [units.Count, 1]).DetachFromDisposeScope();
        _table = new Parameter(randn(units.Count, width) * TableDeviation);
        _letterTable = nn.Embedding(Alphabet, LetterWidth);
        _convolution = nn.Conv1d(LetterWidth, width, 3, padding: 1L);
        _speller = nn.Linear(width, MostLetters * Alphabet);
        using (no_grad())
        {
            _convolution.weight.mul_(0.3);
        }

        RegisterComponents();
    }

    /// <summary>What <see cref="All"/> is made from: everything but what <see cref="SpellingLoss"/> spells with.</summary>
    public IEnumerable<(string Name, Parameter Value)> OfRows => named_parameters()
        .Where(static named => !named.name.StartsWith(SpellerName, StringComparison.Ordinal))
        .Select(static named => (named.name, named.parameter));

    /// <summary>Embeddings of all units, <c>[V, d]</c>.</summary>
    public Tensor All()
    {
        using var scope = NewDisposeScope();
        var read = _letterTable.call(_letters).transpose(1, 2);         // [V, letter width, letters]
        var spelled = F.gelu(_convolution.call(read));                  // [V, d, letters]
        var known = _letters.ne(Alphabet - 1).to(float32).unsqueeze(1); // [V, 1, letters]
        var sum = (spelled * known).sum(-1) * _scale;                   // [V, d]
        return (_table + sum).MoveToOuterDisposeScope();
    }

    /// <summary>Writes the embeddings of all units, as they are now, into one table.</summary>
    /// <param name="table"><c>[V, d]</c>.</param>
    public void BakeInto(Tensor table)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        table.copy_(All());
    }

    /// <summary>How badly units can be spelt from their embeddings, in nats a letter.</summary>
    /// <param name="embeddings"><c>[V, d]</c>.</param>
    /// <param name="chosen">Ids of some units, <c>[n]</c>.</param>
    public Tensor SpellingLoss(Tensor embeddings, Tensor chosen)
    {
        using var scope = NewDisposeScope();
        var rows = embeddings.index_select(0, chosen);
        var normed = rows / (rows.square().mean([-1], keepdim: true) + 1e-6).sqrt();        // [n, d]
        var logits = _speller.call(normed).view(-1, Alphabet);                              // [n * letters, alphabet]
        var targets = _letters.index_select(0, chosen).flatten();                           // [n * letters]
        return F.cross_entropy(logits, targets).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _letters.Dispose();
            _scale.Dispose();
        }

        base.Dispose(disposing);
    }
}
