namespace MinMo.Models.OnnxGraphs;

/// <summary>One dimension of a graph's input or output: a fixed length or the name of a length known at run time.</summary>
internal readonly record struct OnnxDimension(long? Length, string? Name)
{
    public static implicit operator OnnxDimension(long length) => new(length, null);

    public static implicit operator OnnxDimension(string name) => new(null, name);
}
