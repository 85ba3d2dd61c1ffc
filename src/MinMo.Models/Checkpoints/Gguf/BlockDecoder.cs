using System.Buffers.Binary;
using System.Runtime.Intrinsics;

namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>Blocks of 32 quantized elements to float32. Byte i of the nibbles holds element i below and element i + 16
/// above. Every product is exact in float32, so at most one rounding happens and the order does not matter.</summary>
internal static class BlockDecoder
{
    private const int Elements = 32;
    private const int Half = Elements / 2;

    private static ReadOnlySpan<sbyte> UnevenSteps
        => [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];

    /// <summary>Decodes whole blocks.</summary>
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
        var scale = Float16(block);
        switch (type)
        {
            case ElementType.Q4_0:
                Nibbles(block[2..], scale, (8, 0), destination);
                break;
            case ElementType.Q4_1:
                Nibbles(block[4..], scale, (0, Float16(block[2..])), destination);
                break;
            case ElementType.Q5_0:
                FiveBits(block[2..], scale, (16, 0), destination);
                break;
            case ElementType.Q5_1:
                FiveBits(block[4..], scale, (0, Float16(block[2..])), destination);
                break;
            case ElementType.Q8_0:
                SignedBytes(block[2..], scale, destination);
                break;
            default:
                Uneven(block[2..], scale, destination);
                break;
        }
    }

    private static void Nibbles(
        ReadOnlySpan<byte> nibbles, float scale, (int Middle, float Offset) zero, Span<float> destination)
    {
        var bytes = Vector128.Create(nibbles[..Half]);
        var middle = Vector128.Create((sbyte)zero.Middle);
        Scale((bytes & Vector128.Create((byte)15)).AsSByte() - middle, scale, zero.Offset, destination);
        Scale((bytes >>> 4).AsSByte() - middle, scale, zero.Offset, destination[Half..]);
    }

    /// <summary>Sixteen values times the scale, plus the offset.</summary>
    private static void Scale(Vector128<sbyte> values, float scale, float offset, Span<float> destination)
    {
        var (lower, upper) = Vector128.Widen(values);
        Scale(lower, scale, offset, destination);
        Scale(upper, scale, offset, destination[8..]);
    }

    private static void Scale(Vector128<short> values, float scale, float offset, Span<float> destination)
    {
        var (lower, upper) = Vector128.Widen(values);
        ((Vector128.ConvertToSingle(lower) * scale) + Vector128.Create(offset)).CopyTo(destination);
        ((Vector128.ConvertToSingle(upper) * scale) + Vector128.Create(offset)).CopyTo(destination[4..]);
    }

    private static void FiveBits(ReadOnlySpan<byte> block, float scale, (int Middle, float Offset) zero, Span<float> destination)
    {
        var high = BinaryPrimitives.ReadUInt32LittleEndian(block);
        var nibbles = block[sizeof(uint)..];
        for (var i = 0; i < Half; i++)
        {
            var lower = (nibbles[i] & 15) | (int)(((high >> i) & 1) << 4);
            var upper = (nibbles[i] >> 4) | (int)(((high >> (i + Half)) & 1) << 4);
            destination[i] = (scale * (lower - zero.Middle)) + zero.Offset;
            destination[i + Half] = (scale * (upper - zero.Middle)) + zero.Offset;
        }
    }

    private static void SignedBytes(ReadOnlySpan<byte> values, float scale, Span<float> destination)
    {
        Scale(Vector128.Create(values[..Half]).AsSByte(), scale, 0, destination);
        Scale(Vector128.Create(values[Half..]).AsSByte(), scale, 0, destination[Half..]);
    }

    private static void Uneven(ReadOnlySpan<byte> nibbles, float scale, Span<float> destination)
    {
        var bytes = Vector128.Create(nibbles[..Half]).AsSByte();
        var steps = Vector128.Create(UnevenSteps);
        Scale(Vector128.Shuffle(steps, bytes & Vector128.Create((sbyte)15)), scale, 0, destination);
        Scale(Vector128.Shuffle(steps, bytes >>> 4 & Vector128.Create((sbyte)15)), scale, 0, destination[Half..]);
    }

    private static float Float16(ReadOnlySpan<byte> bytes) => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes);
}
