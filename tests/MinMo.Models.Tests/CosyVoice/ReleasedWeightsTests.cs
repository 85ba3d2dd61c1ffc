using MinMo.Models.Checkpoints;
using MinMo.Models.CosyVoice.Flow;
using MinMo.Models.CosyVoice.Vocoder;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.CosyVoice;

/// <summary>The models at full size take every tensor of the released files and leave none.</summary>
public sealed class ReleasedWeightsTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_flow_takes_every_tensor_and_makes_frames()
    {
        using var weights = ReleasedKeys.Read("flow.keys");
        Assert.Equal((1121, 112_549_360), (weights.Tensors.Count, Elements(weights)));

        using var flow = TokenFlow.From(weights, new TokenFlowConfiguration());

        Assert.Equal(112_549_360, flow.parameters().Sum(static parameter => parameter.numel()));
        var mel = flow.Whole(new FlowPrompt(ones(192)), [17, 4711], chunked: false, final: true);
        Assert.Equal([80, 4], mel.shape);
        Assert.True(mel.isfinite().all().ToBoolean());
    }

    [Fact]
    public void The_vocoder_takes_every_tensor_and_makes_samples()
    {
        using var weights = ReleasedKeys.Read("hift.keys");
        Assert.Equal((328, 20_821_295), (weights.Tensors.Count, Elements(weights)));

        using var vocoder = HiftVocoder.From(weights, new HiftConfiguration());

        var wave = vocoder.Render(full([1, 80, 3], -6.0), noise: null).Wave;
        Assert.Equal([1, 1440], wave.shape);
        Assert.True(wave.isfinite().all().ToBoolean());
    }

    [Fact]
    public void A_tensor_without_a_place_is_refused()
    {
        using var weights = ReleasedKeys.Read("hift.keys");
        weights.Rename("source_downs.0.bias", "source_downs.0.offset");

        Assert.Throws<CheckpointFormatException>(() => HiftVocoder.From(weights, new HiftConfiguration()));
    }

    [Theory]
    [InlineData("conv_post.parametrizations.weight.original0")]
    [InlineData("conv_post.parametrizations.weight.original1")]
    public void Half_of_a_weight_norm_is_refused(string half)
    {
        using var weights = ReleasedKeys.Read("hift.keys");
        weights.Rename(half, "conv_post.other");

        var refused = Assert.Throws<CheckpointFormatException>(() => HiftVocoder.From(weights, new HiftConfiguration()));

        Assert.Contains("conv_post", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vocoder_of_other_sizes_is_refused()
    {
        using var weights = ReleasedKeys.Read("hift.keys");

        Assert.Throws<CheckpointFormatException>(
            () => HiftVocoder.From(weights, new HiftConfiguration { UpsampleKernels = [16, 11, 5] }));
    }

    private static long Elements(ReleasedKeys weights) => weights.Tensors.Values.Sum(static entry => entry.ElementCount);
}
