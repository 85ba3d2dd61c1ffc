using static TorchSharp.torch;

namespace MinMo.Models.Language;

/// <summary>Whole sequences from position 0 without caches, with gradients: for training.</summary>
/// <remarks>Shorter sequences of a batch are padded on the right: causality hides the padding from real positions.</remarks>
public sealed class CausalAttention : AttentionContext, IDisposable
{
    private readonly Tensor _mask;

    /// <summary>Prepares for batches of <paramref name="length"/> positions.</summary>
    public CausalAttention(DecoderConfiguration configuration, int length, ScalarType type, Device? device = null)
    {
        using var scope = NewDisposeScope();
        var tables = new RotaryTables(configuration.Rotary, configuration.HeadSize);
        (Cosines, Sines) = RotaryTensors.ForTokens(tables, length, type, device ?? CPU);
        _mask = FoldMask(ones(1, length, length, @bool, device ?? CPU).tril(), configuration.GroupSize)
            .DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor Cosines { get; }

    /// <inheritdoc/>
    public override Tensor Sines { get; }

    /// <inheritdoc/>
    public override Tensor Attend(int layer, Tensor query, Tensor key, Tensor value)
    {
        using var scope = NewDisposeScope();
        return AttendInGroups(query, key.transpose(1, 2), value.transpose(1, 2), _mask).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Cosines.Dispose();
        Sines.Dispose();
        _mask.Dispose();
    }
}
