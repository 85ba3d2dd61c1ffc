using MinMo.Training.Loop;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace MinMo.Training.Tests.Loop;

public sealed class OrthogonalTests
{
    [Theory]
    [InlineData(96, 96)]
    [InlineData(64, 200)]
    [InlineData(200, 64)]
    public void Singular_values_come_near_one_and_their_directions_stay(int rows, int columns)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var rank = Math.Min(rows, columns);
        var (left, _) = linalg.qr(randn(rows, rank));
        var (right, _) = linalg.qr(randn(columns, rank));
        var values = linspace(0.2, 1, rank) * 1e-6;
        var matrix = left.mul(values).mm(right.t());

        var result = Orthogonal.Of(matrix);

        var found = left.t().mm(result).mm(right); // diagonal where the directions are kept
        var diagonal = found.diag();
        Assert.InRange(diagonal.min().ToDouble(), 0.6, 1.3);
        Assert.InRange(diagonal.max().ToDouble(), 0.6, 1.3);
        Assert.InRange((found - diag(diagonal)).abs().max().ToDouble(), 0, 1e-3);
    }

    [Fact]
    public void Units_that_never_speak_do_not_move()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var matrix = randn(80, 80);
        matrix[2] = full(80, 1e-40f); // denormal, as moments that decayed for long

        var result = Orthogonal.Of(matrix);

        Assert.Equal(0, result[2].abs().max().ToDouble());
    }

    [Fact]
    public void Matrices_take_orthogonal_steps_and_vectors_and_small_ones_those_of_Adam()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var (matrix, vector, table) = (ParameterOf(64, 128), ParameterOf(64), ParameterOf(10, 64));
        var settings = new LoopSettings(10, 0.1) { WarmUpSteps = 0, WeightDecay = 0, OrthogonalSteps = true, ClipNorm = 1e9 };
        using var optimizer = new AdamW([matrix, vector, table], settings);
        var before = matrix.detach().clone();

        (matrix.sum() + matrix.square().sum() + vector.sum() + table.sum()).backward();
        optimizer.Step(0);

        var change = matrix.detach() - before;
        var singular = linalg.svdvals(change);
        var expected = 0.1 * 0.2 * Math.Sqrt(128); // rate, scale, longer side
        Assert.InRange(singular.max().ToDouble(), 0.6 * expected, 1.3 * expected);
        Assert.InRange(singular.min().ToDouble(), 0.1 * expected, 1.3 * expected);
        Assert.Equal(-0.1, vector.detach().max().ToDouble(), 1e-4); // Adam's first step is the rate itself
        Assert.Equal(-0.1, table.detach().max().ToDouble(), 1e-4);
    }

    private static Parameter ParameterOf(params long[] shape)
        => new(shape is [64, 128] ? randn(shape) : zeros(shape));
}
