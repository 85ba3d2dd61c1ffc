using MinMo.Models.Convolution;
using MinMo.Models.MelSpeech;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.MelSpeech;

public sealed class MelPriorTests : IDisposable
{
    private const double Tolerance = 1e-5;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly MelPrior _prior;

    public MelPriorTests()
    {
        manual_seed(4);
        _prior = new MelPrior(new MelPriorConfiguration { TokenWidth = 32, FrameWidth = 24, FrameBlocks = 2 });
    }

    public void Dispose()
    {
        _prior.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(15)]
    public void A_stream_gives_the_frames_of_the_whole_utterance(int chunk)
    {
        using var noGradient = no_grad();
        var digits = randn(1, 33, 8);
        using var state = new ConvolutionState();

        var pieces = new List<Tensor>();
        for (var start = 0; start < 33; start += chunk)
        {
            var tokens = Math.Min(chunk, 33 - start);
            var context = new StreamedConvolution([new StreamChunk(state, tokens, Last: start + tokens == 33)]);
            var frames = _prior.call(digits.narrow(1, start, tokens), context);
            pieces.Add(frames.narrow(2, 0, context.Longest));
            context.Commit();
        }

        Equal(_prior.call(digits, ConvolutionContext.Whole), cat(pieces, 2));
    }

    [Fact]
    public void Three_tokens_are_held_back_until_what_follows_is_known()
    {
        using var noGradient = no_grad();
        using var state = new ConvolutionState();
        var context = new StreamedConvolution([new StreamChunk(state, 15, Last: false)]);

        _prior.call(randn(1, 15, 8), context);

        Assert.Equal(2 * (15 - 3), context.Longest);
    }

    [Fact]
    public void Streams_of_different_lengths_in_one_step_do_not_touch_each_other()
    {
        using var noGradient = no_grad();
        var (one, other) = (randn(1, 20, 8), randn(1, 6, 8));
        using var oneState = new ConvolutionState();
        using var otherState = new ConvolutionState();

        var context = new StreamedConvolution(
            [new StreamChunk(oneState, 20, Last: true), new StreamChunk(otherState, 6, Last: true)]);
        var frames = _prior.call(cat([one, nn.functional.pad(other, [0, 0, 0, 14], value: 9)]), context);

        Equal(_prior.call(one, ConvolutionContext.Whole), frames.narrow(0, 0, 1));
        Equal(_prior.call(other, ConvolutionContext.Whole), frames.narrow(0, 1, 1).narrow(2, 0, 12));
    }

    private static void Equal(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().ToDouble(), 0, Tolerance);
    }
}
