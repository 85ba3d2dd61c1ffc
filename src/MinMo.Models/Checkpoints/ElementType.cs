namespace MinMo.Models.Checkpoints;

/// <summary>How the elements of a stored tensor are written. The quantized types (from <see cref="Q4_0"/> on) are
/// those of GGUF files and hold blocks of 32 or 256 elements.</summary>
public enum ElementType
{
    /// <summary>One byte, 0 or 1.</summary>
    Bool,

    /// <summary>Unsigned, 8 bits.</summary>
    UInt8,

    /// <summary>Signed, 8 bits.</summary>
    Int8,

    /// <summary>Unsigned, 16 bits.</summary>
    UInt16,

    /// <summary>Signed, 16 bits.</summary>
    Int16,

    /// <summary>Unsigned, 32 bits.</summary>
    UInt32,

    /// <summary>Signed, 32 bits.</summary>
    Int32,

    /// <summary>Unsigned, 64 bits.</summary>
    UInt64,

    /// <summary>Signed, 64 bits.</summary>
    Int64,

    /// <summary>IEEE half precision.</summary>
    Float16,

    /// <summary>The upper half of a float32.</summary>
    BFloat16,

    /// <summary>IEEE single precision.</summary>
    Float32,

    /// <summary>IEEE double precision.</summary>
    Float64,

    /// <summary>4.5 bits: 32 nibbles and a scale.</summary>
    Q4_0,

    /// <summary>5 bits: 32 nibbles, a scale and an offset.</summary>
    Q4_1,

    /// <summary>5.5 bits: 32 five-bit values and a scale.</summary>
    Q5_0,

    /// <summary>6 bits: 32 five-bit values, a scale and an offset.</summary>
    Q5_1,

    /// <summary>8.5 bits: 32 signed bytes and a scale.</summary>
    Q8_0,

    /// <summary>2.625 bits: 256 two-bit values in 16 sub-blocks with scale and minimum.</summary>
    Q2_K,

    /// <summary>3.4375 bits: 256 three-bit values in 16 sub-blocks with a scale.</summary>
    Q3_K,

    /// <summary>4.5 bits: 256 nibbles in 8 sub-blocks with scale and minimum.</summary>
    Q4_K,

    /// <summary>5.5 bits: 256 five-bit values in 8 sub-blocks with scale and minimum.</summary>
    Q5_K,

    /// <summary>6.5625 bits: 256 six-bit values in 16 sub-blocks with a scale.</summary>
    Q6_K,

    /// <summary>4.5 bits: 32 nibbles that select from a table of 16 unevenly spaced values, and a scale.</summary>
    IQ4_NL,
}
