using System.Numerics.Tensors;

namespace MinMo.Models.OnnxGraphs;

/// <summary>A matrix in 8 bit as the operator <c>MatMulNBits</c> wants it.</summary>
/// <remarks>
/// Blocks of 32 along the input, symmetric: scale = largest magnitude / 127, stored with the operator's default zero
/// point of 128. Inputs that are no multiple of 32 are padded with zeros.
/// </remarks>
/// <param name="Values"><c>[rows, blocks, 32]</c>.</param>
/// <param name="Scales"><c>[rows · blocks]</c>.</param>
internal sealed record BlockQuantizedMatrix(byte[] Values, float[] Scales)
{
    public const int BlockSize = 32;

    private const int ZeroPoint = 128;
    private const float LargestStep = 127;

    /// <summary>Blocks of one row.</summary>
    public static int BlocksOf(int columns) => (columns + BlockSize - 1) / BlockSize;

    /// <summary>Rounds <c>[rows, columns]</c> weights.</summary>
    public static BlockQuantizedMatrix Quantize(ReadOnlySpan<float> weights, int rows, int columns)
    {
        var blocks = BlocksOf(columns);
        var values = new byte[(long)rows * blocks * BlockSize];
        var scales = new float[rows * blocks];
        values.AsSpan().Fill(ZeroPoint);
        for (var row = 0; row < rows; row++)
        {
            for (var block = 0; block < blocks; block++)
            {
                var start = block * BlockSize;
                var source = weights.Slice((row * columns) + start, Math.Min(BlockSize, columns - start));
                var index = (row * blocks) + block;
                scales[index] = QuantizeBlock(source, values.AsSpan(index * BlockSize, source.Length));
            }
        }

        return new BlockQuantizedMatrix(values, scales);
    }

    private static float QuantizeBlock(ReadOnlySpan<float> source, Span<byte> target)
    {
        var scale = Math.Abs(TensorPrimitives.MaxMagnitude(source)) / LargestStep;
        if (scale == 0)
        {
            return 0;
        }

        for (var i = 0; i < source.Length; i++)
        {
            target[i] = (byte)(MathF.Round(source[i] / scale) + ZeroPoint);
        }

        return scale;
    }
}
