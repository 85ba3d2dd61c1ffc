using MinMo.Models.SpeechTokens;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.VoiceLanguage;

/// <summary>Scores of speech tokens: the sum of their digits' scores and a table of low rank, then those of the special
/// ones.</summary>
internal sealed class SpeechTokenHead : nn.Module<Tensor, Tensor>
{
    private readonly Tensor _oneHot;
    private Tensor? _frozen; // [columns + rank, codes]

    [ComponentName(Name = "scores")]
    private readonly Linear _scores;

    [ComponentName(Name = "table")]
    private readonly Parameter _table;

    [ComponentName(Name = "special")]
    private readonly Linear _special;

    public SpeechTokenHead(FiniteScalarQuantizer quantizer, int rank, int width, int specials)
        : base(nameof(SpeechTokenHead))
    {
        _oneHot = SpeechTokenTable.OneHot(quantizer);
        _scores = nn.Linear(width, SpeechTokenTable.Columns(quantizer) + rank);
        _table = new Parameter(empty(quantizer.CodeCount, rank));
        _special = nn.Linear(width, specials);
        Array.ForEach<Parameter>([_table], static own => own.DetachFromDisposeScope());
        RegisterComponents();
    }

    /// <param name="hidden"><c>[n, width]</c>.</param>
    /// <returns><c>[n, codes + specials]</c>.</returns>
    public override Tensor forward(Tensor hidden)
    {
        using var scope = NewDisposeScope();
        var tokens = matmul(_scores.call(hidden), _frozen ?? Features());      // [n, codes]
        return cat([tokens, _special.call(hidden)], -1).MoveToOuterDisposeScope();
    }

    /// <summary>The parameters stay as they are from here on: a step is spared the making of its largest matrix.</summary>
    public void Freeze()
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        _frozen ??= Features().contiguous().DetachFromDisposeScope();
    }

    private Tensor Features() => cat([_oneHot, _table], 1).t(); // [columns + rank, codes]

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _oneHot.Dispose();
            _frozen?.Dispose();
        }

        base.Dispose(disposing);
    }
}
