namespace MinMo.Models.Checkpoints;

/// <summary>The smallest unit in which an <see cref="ElementType"/> is stored: single elements, or blocks.</summary>
internal readonly record struct ElementLayout(int BlockElements, int BlockBytes)
{
    public static ElementLayout Of(ElementType type) => type switch
    {
        ElementType.Bool or ElementType.UInt8 or ElementType.Int8 => new(1, 1),
        ElementType.UInt16 or ElementType.Int16 or ElementType.Float16 or ElementType.BFloat16 => new(1, 2),
        ElementType.UInt32 or ElementType.Int32 or ElementType.Float32 => new(1, 4),
        ElementType.UInt64 or ElementType.Int64 or ElementType.Float64 => new(1, 8),
        _ => OfQuantized(type),
    };

    private static ElementLayout OfQuantized(ElementType type) => type switch
    {
        ElementType.Q4_0 or ElementType.IQ4_NL => new(32, 18),
        ElementType.Q4_1 => new(32, 20),
        ElementType.Q5_0 => new(32, 22),
        ElementType.Q5_1 => new(32, 24),
        ElementType.Q8_0 => new(32, 34),
        ElementType.Q2_K => new(256, 84),
        ElementType.Q3_K => new(256, 110),
        ElementType.Q4_K => new(256, 144),
        ElementType.Q5_K => new(256, 176),
        ElementType.Q6_K => new(256, 210),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "unknown element type"),
    };
}
