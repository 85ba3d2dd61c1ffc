namespace MinMo.Models.OnnxGraphs;

/// <summary>The name of a tensor in a graph: an input, an initializer or what a node computes.</summary>
internal readonly record struct OnnxValue(string Name)
{
    /// <summary>Stands for an optional input that is left out.</summary>
    public static OnnxValue None => new(string.Empty);
}
