using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using MinMo.Models.OnnxGraphs;
using MinMo.Testing.Files;
using static Onnx.TensorProto.Types;

namespace MinMo.Models.Tests.OnnxGraphs;

public sealed class OnnxGraphBuilderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The matrix is written some columns, or some rows, at a time; the last part is a smaller one.</summary>
    [Theory]
    [InlineData(WeightPrecision.Float32, 7, 37, 1e-5)]
    [InlineData(WeightPrecision.Int8, 7, 37, 0.02)]
    [InlineData(WeightPrecision.Int8, 5, 400_000, 0.02)]
    public void A_linear_layer_multiplies_with_the_whole_matrix(WeightPrecision precision, int rows, int columns, double tolerance)
    {
        var random = new Random(1);
        float[] matrix = [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle() - 0.5f)];
        float[] x = [.. Enumerable.Range(0, columns).Select(_ => random.NextSingle() - 0.5f)];
        float[] bias = [.. Enumerable.Range(0, rows).Select(static row => (float)row)];

        var product = Run(x, new LinearWeight(matrix, rows, columns), bias, precision);

        var scale = Math.Sqrt(columns / 144.0); // deviation of a product of two such vectors
        for (var row = 0; row < rows; row++)
        {
            var expected = bias[row] + x.Select((value, column) => (double)value * matrix[(row * columns) + column]).Sum();
            Assert.InRange((product[row] - expected) / scale, -tolerance, tolerance);
        }
    }

    private float[] Run(float[] x, LinearWeight weight, float[] bias, WeightPrecision precision)
    {
        var path = _folder.Of("linear.onnx");
        using (var builder = new OnnxGraphBuilder("linear", path))
        {
            var input = builder.Input("x", DataType.Float, 1, weight.Columns);
            builder.Output(builder.Linear(input, weight, bias, precision), "y", DataType.Float, 1, weight.Rows);
            builder.Save();
        }

        using var session = new InferenceSession(path);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("x", new DenseTensor<float>(x, [1, weight.Columns]))]);
        return [.. results[0].AsEnumerable<float>()];
    }
}
