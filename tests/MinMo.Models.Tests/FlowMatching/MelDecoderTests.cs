using MinMo.Models.Checkpoints;
using MinMo.Models.Convolution;
using MinMo.Models.FlowMatching;
using MinMo.Models.MelSpeech;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.FlowMatching;

public sealed class MelDecoderTests : IDisposable
{
    private const double Tolerance = 1e-4;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly List<IDisposable> _owned = [];

    public void Dispose()
    {
        _owned.ForEach(static owned => owned.Dispose());
        _scope.Dispose();
    }

    [Theory]
    [InlineData(1, 0.7)]
    [InlineData(4, 0.7)]
    [InlineData(15, 0.7)]
    [InlineData(15, 0)]
    public void A_stream_gives_the_frames_of_the_whole_utterance(int chunk, double guidance)
    {
        var decoder = Decoder(new FlowConfiguration { Guidance = guidance });
        var tokens = randint(0, 6561, [1, 33]);
        var state = State();

        var pieces = new List<Tensor>();
        for (var start = 0; start < 33; start += chunk)
        {
            var count = Math.Min(chunk, 33 - start);
            var (mel, frames) = decoder.Step(
                tokens.narrow(1, start, count), [new MelDecoderChunk(state, count, Last: start + count == 33)]);
            pieces.Add(mel.narrow(2, 0, frames[0]));
        }

        Equal(Whole(decoder, tokens), cat(pieces, 2));
    }

    [Fact]
    public void Streams_at_different_places_in_one_step_do_not_touch_each_other()
    {
        var decoder = Decoder(new FlowConfiguration());
        var (one, other) = (randint(0, 6561, [1, 20]), randint(0, 6561, [1, 6]));
        var (oneState, otherState) = (State(), State());

        var (begin, begun) = decoder.Step(one.narrow(1, 0, 12), [new MelDecoderChunk(oneState, 12, Last: false)]);
        var batch = cat([one.narrow(1, 12, 8), nn.functional.pad(other, [0, 2], value: 17)]);
        var (rest, frames) = decoder.Step(
            batch, [new MelDecoderChunk(oneState, 8, Last: true), new MelDecoderChunk(otherState, 6, Last: true)]);

        Assert.Equal([22, 12], frames);
        Equal(Whole(decoder, one), cat([begin.narrow(2, 0, begun[0]), rest.narrow(0, 0, 1).narrow(2, 0, 22)], 2));
        Equal(Whole(decoder, other), rest.narrow(0, 1, 1).narrow(2, 0, 12));
    }

    [Fact]
    public void Without_steps_the_regression_is_the_result()
    {
        var decoder = Decoder(new FlowConfiguration { Steps = 0 });
        var tokens = randint(0, 6561, [1, 9]);

        using var noGradient = no_grad();
        var digits = decoder.Configuration.Prior.Quantizer.Digits(tokens);
        Equal(decoder.Prior.call(digits, ConvolutionContext.Whole), decoder.Whole(digits));
    }

    [Fact]
    public void A_saved_decoder_decodes_alike_and_can_be_solved_otherwise()
    {
        var decoder = Decoder(new FlowConfiguration());
        var tokens = randint(0, 6561, [1, 9]);
        var folder = Directory.CreateTempSubdirectory("mel-decoder").FullName;

        ModuleFolder.Save(decoder, decoder.Configuration, folder);
        var same = Own(MelDecoder.Load(folder));
        var quick = Own(MelDecoder.Load(folder, static flow => flow with { Steps = 1, Guidance = 0 }));

        Equal(Whole(decoder, tokens), Whole(same, tokens));
        Assert.Equal(1, quick.Configuration.Flow.Steps);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_default_decoder_has_two_and_a_half_million_parameters()
    {
        var decoder = Own(new MelDecoder(new MelDecoderConfiguration()));

        Assert.Equal(2_473_952, decoder.parameters().Sum(static parameter => parameter.numel()));
    }

    private MelDecoder Decoder(FlowConfiguration flow)
    {
        manual_seed(6);
        return Own(new MelDecoder(new MelDecoderConfiguration
        {
            Prior = new MelPriorConfiguration { TokenWidth = 32, FrameWidth = 24, FrameBlocks = 2 },
            Flow = flow with { Width = 16, BlockCount = 2 },
        }));
    }

    private MelDecoderState State() => Own(new MelDecoderState());

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    private static Tensor Whole(MelDecoder decoder, Tensor tokens)
        => decoder.Whole(decoder.Configuration.Prior.Quantizer.Digits(tokens));

    private static void Equal(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().ToDouble(), 0, Tolerance);
    }
}
