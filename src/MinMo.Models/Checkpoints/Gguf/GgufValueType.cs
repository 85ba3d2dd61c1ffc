namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>The types of metadata values; the numbers are those in the file.</summary>
public enum GgufValueType
{
    /// <summary>One byte.</summary>
    UInt8 = 0,

    /// <summary>One byte, signed.</summary>
    Int8 = 1,

    /// <summary>Two bytes.</summary>
    UInt16 = 2,

    /// <summary>Two bytes, signed.</summary>
    Int16 = 3,

    /// <summary>Four bytes.</summary>
    UInt32 = 4,

    /// <summary>Four bytes, signed.</summary>
    Int32 = 5,

    /// <summary>Single precision.</summary>
    Float32 = 6,

    /// <summary>One byte, 0 or 1.</summary>
    Bool = 7,

    /// <summary>Length and UTF-8 bytes.</summary>
    Text = 8,

    /// <summary>Element type, count and elements.</summary>
    Array = 9,

    /// <summary>Eight bytes.</summary>
    UInt64 = 10,

    /// <summary>Eight bytes, signed.</summary>
    Int64 = 11,

    /// <summary>Double precision.</summary>
    Float64 = 12,
}
