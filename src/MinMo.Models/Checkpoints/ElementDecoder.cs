using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MinMo.Models.Checkpoints.Gguf;

namespace MinMo.Models.Checkpoints;

/// <summary>Stored elements to float32. Whole blocks only.</summary>
internal static class ElementDecoder
{
    public static void ToFloat32(ElementType type, ReadOnlySpan<byte> source, Span<float> destination)
    {
        switch (type)
        {
            case ElementType.Float32:
                source.CopyTo(MemoryMarshal.AsBytes(destination)); // little-endian machines only, as libtorch
                break;
            case ElementType.Float16:
                Widen(MemoryMarshal.Cast<byte, Half>(source), destination);
                break;
            case ElementType.BFloat16:
                WidenBFloat16(MemoryMarshal.Cast<byte, ushort>(source), destination);
                break;
            case <= ElementType.Float64:
                WidenNumbers(type, source, destination);
                break;
            case ElementType.Q2_K or ElementType.Q3_K or ElementType.Q4_K or ElementType.Q5_K or ElementType.Q6_K:
                SuperBlockDecoder.Decode(type, source, destination);
                break;
            default:
                BlockDecoder.Decode(type, source, destination);
                break;
        }
    }

    private static void Widen(ReadOnlySpan<Half> source, Span<float> destination)
    {
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = (float)source[i];
        }
    }

    private static void WidenBFloat16(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        var bits = MemoryMarshal.Cast<float, uint>(destination);
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = (uint)source[i] << 16;
        }
    }

    private static void WidenNumbers(ElementType type, ReadOnlySpan<byte> source, Span<float> destination)
    {
        var size = ElementLayout.Of(type).BlockBytes;
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = ReadNumber(type, source.Slice(i * size, size));
        }
    }

    private static float ReadNumber(ElementType type, ReadOnlySpan<byte> bytes) => type switch
    {
        ElementType.Bool or ElementType.UInt8 => bytes[0],
        ElementType.Int8 => (sbyte)bytes[0],
        ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
    };
}
