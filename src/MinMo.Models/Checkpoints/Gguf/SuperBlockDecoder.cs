using System.Buffers.Binary;

namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>Super-blocks of 256 quantized elements (the "K" types) to float32.</summary>
internal static class SuperBlockDecoder
{
    private const int Elements = 256;

    /// <summary>Decodes whole super-blocks.</summary>
    public static void Decode(ElementType type, ReadOnlySpan<byte> source, Span<float> destination)
    {
        var size = ElementLayout.Of(type).BlockBytes;
        for (; !destination.IsEmpty; destination = destination[Elements..], source = source[size..])
        {
            DecodeBlock(type, source[..size], destination[..Elements]);
        }
    }

    private static void DecodeBlock(ElementType type, ReadOnlySpan<byte> block, Span<float> destination)
    {
        switch (type)
        {
            case ElementType.Q2_K:
                DecodeTwoBits(block, destination);
                break;
            case ElementType.Q3_K:
                DecodeThreeBits(block, destination);
                break;
            case ElementType.Q4_K:
                DecodeNibbles(block, [], block[16..], destination);
                break;
            case ElementType.Q5_K:
                DecodeNibbles(block, block[16..48], block[48..], destination);
                break;
            default:
                DecodeSixBits(block, destination);
                break;
        }
    }

    /// <summary>scales[16] (scale below, minimum above), quants[64], d, dmin.</summary>
    private static void DecodeTwoBits(ReadOnlySpan<byte> block, Span<float> destination)
    {
        var (scale, minimum) = (Float16(block[80..]), Float16(block[82..]));
        for (var j = 0; j < 16; j++)
        {
            var d = scale * (block[j] & 15);
            var m = minimum * (block[j] >> 4);
            var sub = destination.Slice(16 * j, 16);
            for (var i = 0; i < sub.Length; i++)
            {
                sub[i] = (d * TwoBits(block[16..], (16 * j) + i)) - m;
            }
        }
    }

    /// <summary>mask[32], quants[64], scales[12], d. A clear bit of the mask stands for minus four.</summary>
    private static void DecodeThreeBits(ReadOnlySpan<byte> block, Span<float> destination)
    {
        var scales = block.Slice(96, 12);
        var scale = Float16(block[108..]);
        for (var j = 0; j < 16; j++)
        {
            var low = (scales[j % 8] >> (j < 8 ? 0 : 4)) & 15;
            var high = (scales[8 + (j % 4)] >> (2 * (j / 4))) & 3;
            var d = scale * ((low | (high << 4)) - 32);
            for (var i = 16 * j; i < 16 * (j + 1); i++)
            {
                var third = (block[i % 32] >> (i / 32)) & 1;
                destination[i] = d * (TwoBits(block[32..], i) - (third == 0 ? 4 : 0));
            }
        }
    }

    /// <summary>d, dmin, scales[12], then for five bits the fifths[32], quants[128].</summary>
    private static void DecodeNibbles(
        ReadOnlySpan<byte> block, ReadOnlySpan<byte> fifths, ReadOnlySpan<byte> quants, Span<float> destination)
    {
        var (scale, minimum) = (Float16(block), Float16(block[2..]));
        for (var j = 0; j < 8; j++)
        {
            var (subScale, subMinimum) = SixBitScales(block.Slice(4, 12), j);
            var (d, m) = (scale * subScale, minimum * subMinimum);
            var sub = destination.Slice(32 * j, 32);
            var bytes = quants.Slice(32 * (j / 2), 32);
            var shift = 4 * (j % 2);
            for (var i = 0; i < sub.Length; i++)
            {
                var fifth = fifths.IsEmpty ? 0 : ((fifths[i] >> j) & 1) << 4;
                sub[i] = (d * (((bytes[i] >> shift) & 15) | fifth)) - m;
            }
        }
    }

    /// <summary>Scale and minimum of sub-block j, six bits each, packed in twelve bytes.</summary>
    private static (int Scale, int Minimum) SixBitScales(ReadOnlySpan<byte> scales, int j)
        => j < 4
            ? (scales[j] & 63, scales[j + 4] & 63)
            : ((scales[j + 4] & 15) | ((scales[j - 4] >> 6) << 4), (scales[j + 4] >> 4) | ((scales[j] >> 6) << 4));

    /// <summary>low[128], high[64], signed scales[16], d. Here d times scale is rounded first.</summary>
    private static void DecodeSixBits(ReadOnlySpan<byte> block, Span<float> destination)
    {
        var scale = Float16(block[208..]);
        for (var j = 0; j < 16; j++)
        {
            var d = scale * (sbyte)block[192 + j];
            for (var i = 16 * j; i < 16 * (j + 1); i++)
            {
                var (n, r) = (i / 128, i % 128);
                var low = (block[(64 * n) + (r % 64)] >> (r < 64 ? 0 : 4)) & 15;
                var high = (block[128 + (32 * n) + (r % 32)] >> (2 * (r / 32))) & 3;
                destination[i] = d * ((low | (high << 4)) - 32);
            }
        }
    }

    private static int TwoBits(ReadOnlySpan<byte> quants, int i)
        => (quants[(32 * (i / 128)) + (i % 32)] >> (2 * (i % 128 / 32))) & 3;

    private static float Float16(ReadOnlySpan<byte> bytes) => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes);
}
