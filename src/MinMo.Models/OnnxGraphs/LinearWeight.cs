namespace MinMo.Models.OnnxGraphs;

/// <summary>The matrix of a linear layer as PyTorch stores it.</summary>
/// <param name="Values"><c>[rows, columns]</c>.</param>
/// <param name="Rows">Outputs.</param>
/// <param name="Columns">Inputs.</param>
internal sealed record LinearWeight(float[] Values, int Rows, int Columns);
