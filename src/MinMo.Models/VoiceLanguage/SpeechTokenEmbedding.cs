using MinMo.Models.SpeechTokens;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.VoiceLanguage;

/// <summary>Vectors of speech tokens: the sum over their digits, and a table of low rank for what digits do not say.</summary>
internal sealed class SpeechTokenEmbedding : nn.Module<Tensor, Tensor>
{
    private readonly Tensor _oneHot;

    [ComponentName(Name = "digits")]
    private readonly Parameter _digits;

    [ComponentName(Name = "table")]
    private readonly Parameter _table;

    [ComponentName(Name = "basis")]
    private readonly Parameter _basis;

    public SpeechTokenEmbedding(FiniteScalarQuantizer quantizer, int rank, int width)
        : base(nameof(SpeechTokenEmbedding))
    {
        _oneHot = SpeechTokenTable.OneHot(quantizer);
        _digits = new Parameter(empty(SpeechTokenTable.Columns(quantizer), width));
        _table = new Parameter(empty(quantizer.CodeCount, rank));
        _basis = new Parameter(empty(rank, width));
        Array.ForEach<Parameter>([_digits, _table, _basis], static own => own.DetachFromDisposeScope());
        RegisterComponents();
    }

    /// <param name="tokens">int64, <c>[...]</c>.</param>
    /// <returns><c>[..., width]</c>.</returns>
    public override Tensor forward(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var flat = tokens.flatten();
        var common = matmul(_oneHot.index_select(0, flat), _digits);          // [n, width]
        var own = matmul(_table.index_select(0, flat), _basis);               // [n, width]
        return (common + own).view([.. tokens.shape, -1]).MoveToOuterDisposeScope();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _oneHot.Dispose();
        }

        base.Dispose(disposing);
    }
}
