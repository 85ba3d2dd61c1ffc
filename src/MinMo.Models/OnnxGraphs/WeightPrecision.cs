namespace MinMo.Models.OnnxGraphs;

/// <summary>How the matrices of a graph are kept in memory.</summary>
public enum WeightPrecision
{
    /// <summary>As float32: exact, four bytes a weight.</summary>
    Float32,

    /// <summary>
    /// Symmetric 8 bit in blocks of 32 along the input, one float32 scale a block: a bit more than a quarter of the
    /// memory traffic. Activations are rounded to 8 bit as well.
    /// </summary>
    Int8,
}
