using MinMo.Models.Checkpoints;
using MinMo.Models.Duplex;
using MinMo.Models.OnnxGraphs;
using MinMo.Testing.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.Duplex;

public sealed class DuplexPredictorLanesTests : IDisposable
{
    // Sums of up to a few hundred float32 products in another order.
    private const double Tolerance = 1e-4;

    private static readonly DuplexConfiguration Sizes = new()
    {
        LanguageWidth = 20,
        Width = 24,
        HeadCount = 3,
        FeedForwardSize = 40,
        LeftRows = 19,
    };

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly DuplexPredictor _predictor;

    public DuplexPredictorLanesTests()
    {
        manual_seed(5);
        _predictor = new DuplexPredictor(Sizes);
        using var noGradient = no_grad();
        foreach (var (_, parameter) in _predictor.named_parameters())
        {
            parameter.normal_(0, 0.3);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(33)]
    public void Rows_added_in_pieces_are_judged_as_all_at_once(int piece)
    {
        var (first, second) = (new Call(66, 1), new Call(66, 2));
        using var lanes = Open(3);
        for (var row = 0; row + piece <= 66; row += piece)
        {
            var likely = lanes.Step(
                [2, 0], [.. first.Hidden(row, piece), .. second.Hidden(row, piece)],
                [.. first.Speaking(row, piece), .. second.Speaking(row, piece)]).ToArray();

            AssertNear(Whole(first, row + piece), likely.AsSpan(0, 4));
            AssertNear(Whole(second, row + piece), likely.AsSpan(4, 4));
        }
    }

    [Fact]
    public void A_lane_that_begins_anew_forgets_the_call_before()
    {
        var (first, second) = (new Call(40, 3), new Call(9, 4));
        using var lanes = Open(1);
        lanes.Step([0], first.Hidden(0, 40), first.Speaking(0, 40));
        lanes.Reset(0);

        var likely = lanes.Step([0], second.Hidden(0, 9), second.Speaking(0, 9));

        AssertNear(Whole(second, 9), likely);
    }

    [Fact]
    public void Nobody_can_take_the_floor_from_a_silent_agent_nor_be_answered_by_a_speaking_one()
    {
        var call = new Call(30, 6);
        using var lanes = Open(1);
        for (var row = 0; row < 30; row++)
        {
            var likely = lanes.Step([0], call.Hidden(row, 1), call.Speaking(row, 1));

            Assert.Equal(0, likely[(int)(call.Speaking(row, 1)[0] ? DuplexClass.Respond : DuplexClass.Yield)]);
            Assert.Equal(1, likely[0] + likely[1] + likely[2] + likely[3], 1e-5f);
        }
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private DuplexPredictorLanes Open(int lanes)
    {
        var weights = Directory.CreateDirectory(Path.Combine(_folder.Path, "predictor")).FullName;
        ModuleFolder.Save(_predictor, Sizes, weights);
        return DuplexPredictorLanes.Open(weights, new GraphFolder(Path.Combine(_folder.Path, "graph")), lanes);
    }

    private float[] Whole(Call call, int rows)
    {
        using var scope = NewDisposeScope();
        using var context = _predictor.Whole([rows], rows);
        var hidden = tensor(call.Hidden(0, rows), [1, rows, Sizes.LanguageWidth]);
        var speaking = tensor([.. call.Speaking(0, rows).Select(static speaks => speaks ? 1L : 0L)], [1, rows]);
        return nn.functional.softmax(_predictor.call(hidden, speaking, context), -1)[0, rows - 1].data<float>().ToArray();
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], Tolerance);
        }
    }

    /// <summary>Rows of one call, drawn by a seed.</summary>
    private sealed class Call
    {
        private readonly float[] _hidden;
        private readonly bool[] _speaking;

        public Call(int rows, int seed)
        {
            var random = new Random(seed);
            _hidden = [.. Enumerable.Range(0, rows * Sizes.LanguageWidth).Select(_ => (2 * random.NextSingle()) - 1)];
            _speaking = [.. Enumerable.Range(0, rows).Select(_ => random.Next(2) == 1)];
        }

        public float[] Hidden(int first, int rows)
            => _hidden[(first * Sizes.LanguageWidth)..((first + rows) * Sizes.LanguageWidth)];

        public bool[] Speaking(int first, int rows) => _speaking[first..(first + rows)];
    }
}
