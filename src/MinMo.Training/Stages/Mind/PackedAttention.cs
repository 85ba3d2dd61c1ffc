using MinMo.Models.Language;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Mind;

/// <summary>Several scripts in one row: a position sees earlier positions of its own script only, and angles begin
/// anew with every script.</summary>
internal sealed class PackedAttention : AttentionContext, IDisposable
{
    private readonly Tensor _mask;

    /// <param name="configuration">Of the decoder.</param>
    /// <param name="tables">Angles of at least as many positions as the longest script has.</param>
    /// <param name="scripts">What is packed.</param>
    public PackedAttention(DecoderConfiguration configuration, CausalAttention tables, PackedScripts scripts)
    {
        using var scope = NewDisposeScope();
        var places = scripts.Places(); // [b, t]
        Cosines = AnglesAt(tables.Cosines, places).DetachFromDisposeScope();
        Sines = AnglesAt(tables.Sines, places).DetachFromDisposeScope();
        var owners = scripts.Owners();
        var same = owners.unsqueeze(2).eq(owners.unsqueeze(1)); // [b, t, t]
        var causal = ones(scripts.Length, scripts.Length, @bool).tril().unsqueeze(0);
        var hidden = zeros(same.shape, float32).masked_fill(~(same & causal), float.NegativeInfinity);
        _mask = FoldMask(hidden, configuration.GroupSize).DetachFromDisposeScope();
    }

    public override Tensor Cosines { get; }

    public override Tensor Sines { get; }

    public override Tensor Attend(int layer, Tensor query, Tensor key, Tensor value)
    {
        using var scope = NewDisposeScope();
        return AttendInGroups(query, key.transpose(1, 2), value.transpose(1, 2), _mask).MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        Cosines.Dispose();
        Sines.Dispose();
        _mask.Dispose();
    }

    private static Tensor AnglesAt(Tensor table, Tensor places) // [1, length, 1, h]
        => table.squeeze(0).squeeze(1).index_select(0, places.flatten()) // [b * t, h]
            .view(places.shape[0], places.shape[1], 1, -1);
}
