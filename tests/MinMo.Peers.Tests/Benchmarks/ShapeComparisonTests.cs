using MinMo.Benchmarks.Decoding;
using MinMo.Benchmarks.Shapes;
using MinMo.Testing.Files;

namespace MinMo.Peers.Tests.Benchmarks;

/// <summary>What runs with 7 billion parameters on a GPU runs here with some thousands on the CPU.</summary>
public sealed class ShapeComparisonTests : IDisposable
{
    private readonly TemporaryFolder _cache = new();

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void Peers_of_a_shape_have_the_same_weights()
    {
        using var peers = ShapeComparison.Open(Options("tiny", "--lanes", "2"), _cache.Path);

        Assert.Equal(["8 bit", "float32", "TorchSharp"], peers.All.Select(static peer => peer.Name));
        var exact = DecodingDivergence.Of(peers.All[2], peers.All[1], stories: 2, length: 16, vocabulary: 512);
        var rounded = DecodingDivergence.Of(peers.All[2], peers.All[0], stories: 2, length: 16, vocabulary: 512);
        Assert.Equal((1, 16), (exact.SameGreedy, exact.Positions));
        Assert.InRange(exact.KullbackLeibler, -1e-6, 1e-6);
        Assert.InRange(rounded.KullbackLeibler, -1e-6, 0.01);
    }

    [Fact]
    public void Every_peer_is_measured_at_every_number_of_lanes()
    {
        var options = Options("tiny", "--lanes", "1,3", "--type", "bfloat16");
        using var peers = ShapeComparison.Open(options, _cache.Path);
        var settings = options.Settings with { Rounds = 1, RoundTime = TimeSpan.FromMilliseconds(1), Context = 8, Length = 16, Prompt = 8 };

        var rows = new DecodingContest(peers.All, settings).Run();

        Assert.Equal(["decode, 1", "decode, 3", "prefill, 8"], rows.Select(static row => row.What));
        Assert.All(rows, static row => Assert.Equal(3, row.TokensPerSecond.Count(static rate => rate > 0)));
    }

    [Fact]
    public void The_sizes_of_7B_are_those_of_the_published_model()
    {
        var shape = Options("qwen2.5-7b", "--device", "cuda").Shape;

        // Qwen2.5-7B: 7,615,616,512 parameters.
        long layer = (2L * shape.HiddenSize)
            + ((shape.HiddenSize + 1L) * (shape.QueryWidth + (2 * shape.KeyValueWidth))) + ((long)shape.QueryWidth * shape.HiddenSize)
            + (3L * shape.HiddenSize * shape.FeedForwardSize);
        Assert.Equal(7_615_616_512, (layer * shape.LayerCount) + shape.HiddenSize + (2L * shape.VocabularySize * shape.HiddenSize));
    }

    [Theory]
    [InlineData("there is no shape 'none'", "none")]
    [InlineData("--device is one of cpu, cuda, not 'tpu'", "tiny", "--device", "tpu")]
    [InlineData("--seconds needs a number above 0, not '-1'", "tiny", "--seconds", "-1")]
    [InlineData("shape knows no option '--what'", "tiny", "--what", "1")]
    public void Mistakes_are_named(string message, params string[] arguments)
        => Assert.Contains(message, Assert.Throws<ArgumentException>(() => Options(arguments)).Message, StringComparison.Ordinal);

    private static ShapeOptions Options(params string[] arguments) => ShapeOptions.Parse(arguments);
}
