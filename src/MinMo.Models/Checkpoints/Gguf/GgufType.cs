namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>The numbers of the tensor types in GGUF files.</summary>
internal static class GgufType
{
    private static readonly Dictionary<uint, ElementType> Supported = new()
    {
        [0] = ElementType.Float32,
        [1] = ElementType.Float16,
        [2] = ElementType.Q4_0,
        [3] = ElementType.Q4_1,
        [6] = ElementType.Q5_0,
        [7] = ElementType.Q5_1,
        [8] = ElementType.Q8_0,
        [10] = ElementType.Q2_K,
        [11] = ElementType.Q3_K,
        [12] = ElementType.Q4_K,
        [13] = ElementType.Q5_K,
        [14] = ElementType.Q6_K,
        [20] = ElementType.IQ4_NL,
        [30] = ElementType.BFloat16,
    };

    /// <summary>Assigned numbers that are not read, so that the refusal can name them.</summary>
    private static readonly Dictionary<uint, string> Known = new()
    {
        [9] = "Q8_1",
        [15] = "Q8_K",
        [16] = "IQ2_XXS",
        [17] = "IQ2_XS",
        [18] = "IQ3_XXS",
        [19] = "IQ1_S",
        [21] = "IQ3_S",
        [22] = "IQ2_S",
        [23] = "IQ4_XS",
        [24] = "I8",
        [25] = "I16",
        [26] = "I32",
        [27] = "I64",
        [28] = "F64",
        [29] = "IQ1_M",
        [34] = "TQ1_0",
        [35] = "TQ2_0",
        [39] = "MXFP4",
        [40] = "NVFP4",
        [41] = "Q1_0",
    };

    public static ElementType Parse(uint number, GgufCursor cursor)
    {
        if (Supported.TryGetValue(number, out var type))
        {
            return type;
        }

        throw cursor.Error(Known.TryGetValue(number, out var name)
            ? $"the tensor type {name} is not supported"
            : $"there is no tensor type {number}");
    }

    public static string NameOf(ElementType type) => type switch
    {
        ElementType.Float32 => "F32",
        ElementType.Float16 => "F16",
        ElementType.BFloat16 => "BF16",
        _ => type.ToString(),
    };
}
