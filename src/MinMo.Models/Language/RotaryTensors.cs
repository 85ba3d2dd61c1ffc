using static TorchSharp.torch;

namespace MinMo.Models.Language;

/// <summary>Rotary tables as tensors.</summary>
internal static class RotaryTensors
{
    /// <summary>Tables for the positions 0 ... <paramref name="length"/> - 1, both halves of a head filled, rounded to
    /// <paramref name="type"/>; not in any dispose scope.</summary>
    /// <returns>Cosines and sines, <c>[1, length, 1, head size]</c>.</returns>
    public static (Tensor Cosines, Tensor Sines) ForTokens(RotaryTables tables, int length, ScalarType type, Device device)
    {
        var (cosines, sines) = tables.FirstPositions(length);
        return (Widen(cosines), Widen(sines));

        Tensor Widen(float[] half)
        {
            using var scope = NewDisposeScope();
            var table = tensor(half, [1, length, 1, half.Length / length]);
            return cat([table, table], dim: -1).to(type, device).DetachFromDisposeScope();
        }
    }

    /// <summary>Rotates heads: the first half of a head is the real part, the second the imaginary one.</summary>
    /// <param name="x"><c>[b, t, heads, head size]</c>.</param>
    /// <param name="context">Angles of the tokens.</param>
    public static Tensor Rotate(Tensor x, AttentionContext context)
    {
        var halves = x.chunk(2, dim: -1);
        var turned = cat([-halves[1], halves[0]], dim: -1); // [b, t, heads, head size]
        return (x * context.Cosines) + (turned * context.Sines);
    }
}
