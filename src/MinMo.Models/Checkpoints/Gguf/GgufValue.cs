using System.Globalization;

namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>A metadata value with the type it has in the file.</summary>
/// <param name="Type">The value's type.</param>
/// <param name="Element">Type of the elements if <paramref name="Type"/> is an array, else null.</param>
/// <param name="Content">The .NET value of that type, e.g. a boxed <see cref="uint"/>, a string, or an
/// array such as <c>string[]</c> or <c>int[]</c>.</param>
/// <param name="Position">The value's first byte in the file.</param>
public sealed record GgufValue(GgufValueType Type, GgufValueType? Element, object Content, long Position)
{
    /// <summary>The text; null if the value is none.</summary>
    public string? Text => Content as string;

    /// <summary>The texts; null if the value is no array of texts.</summary>
    public IReadOnlyList<string>? Texts => Content as string[];

    /// <summary>The truth value; null if the value is none.</summary>
    public bool? Truth => Content as bool?;

    /// <summary>The integer, whatever its type in the file; null if the value is none or beyond an int64.</summary>
    public long? Integer => Content switch
    {
        ulong large => large <= long.MaxValue ? (long)large : null,
        byte or sbyte or ushort or short or uint or int or long => Convert.ToInt64(Content, CultureInfo.InvariantCulture),
        _ => null,
    };

    /// <summary>The floating-point number, widened; null if the value is none.</summary>
    public double? Number => Content switch
    {
        float single => single,
        double wide => wide,
        _ => null,
    };

    /// <summary>The integers of an array of any integer type; null if the value is none or one is beyond an int64.</summary>
    public long[]? Integers => Element switch // not by the array's own type: the runtime takes sbyte[] for byte[]
    {
        GgufValueType.UInt8 => Widen<byte>(value => value),
        GgufValueType.Int8 => Widen<sbyte>(value => value),
        GgufValueType.UInt16 => Widen<ushort>(value => value),
        GgufValueType.Int16 => Widen<short>(value => value),
        GgufValueType.UInt32 => Widen<uint>(value => value),
        GgufValueType.Int32 => Widen<int>(value => value),
        GgufValueType.Int64 => Widen<long>(value => value),
        GgufValueType.UInt64 when Array.TrueForAll((ulong[])Content, value => value <= long.MaxValue)
            => Widen<ulong>(value => (long)value),
        _ => null,
    };

    private long[] Widen<T>(Converter<T, long> widen) => Array.ConvertAll((T[])Content, widen);
}
