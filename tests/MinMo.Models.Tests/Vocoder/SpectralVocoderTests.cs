using MinMo.Models.Checkpoints;
using MinMo.Models.Convolution;
using MinMo.Models.Vocoder;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.Vocoder;

public sealed class SpectralVocoderTests : IDisposable
{
    private const double Tolerance = 1e-5;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly SpectralVocoder _vocoder;

    public SpectralVocoderTests()
    {
        manual_seed(3);
        _vocoder = new SpectralVocoder(new VocoderConfiguration { Width = 16, HiddenWidth = 32, BlockCount = 2 });
        _vocoder.eval();
    }

    public void Dispose()
    {
        _vocoder.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(30)]
    public void A_stream_gives_the_samples_of_the_whole_utterance(int chunk)
    {
        var mel = randn(1, 80, 40);
        var whole = Whole(mel);
        using var state = new VocoderState();

        var pieces = new List<Tensor>();
        for (var start = 0; start < 40; start += chunk)
        {
            var frames = Math.Min(chunk, 40 - start);
            var step = new VocoderChunk(state, frames, Last: start + frames == 40);
            pieces.AddRange(_vocoder.Step(mel.narrow(2, start, frames), [step]));
        }

        Equal(whole, cat(pieces));
    }

    [Fact]
    public void An_end_without_frames_gives_what_was_held_back()
    {
        var mel = randn(1, 80, 12);
        using var state = new VocoderState();

        var first = _vocoder.Step(mel, [new VocoderChunk(state, 12, Last: false)])[0];
        var rest = _vocoder.Step(zeros(1, 80, 0), [new VocoderChunk(state, 0, Last: true)])[0];

        Assert.Equal((12 - 2) * 320 - 352, first.shape[0]);
        Equal(Whole(mel), cat([first, rest]));
    }

    [Fact]
    public void Streams_of_different_lengths_in_one_step_do_not_touch_each_other()
    {
        var (one, other) = (randn(1, 80, 21), randn(1, 80, 9));
        using var oneState = new VocoderState();
        using var otherState = new VocoderState();

        var begin = _vocoder.Step(one.narrow(2, 0, 10), [new VocoderChunk(oneState, 10, Last: false)])[0];
        var batch = zeros(2, 80, 11);
        batch[0].copy_(one[0].narrow(1, 10, 11));
        batch[1].narrow(1, 0, 9).copy_(other[0]);
        batch[1].narrow(1, 9, 2).fill_(50);
        var both = _vocoder.Step(
            batch, [new VocoderChunk(oneState, 11, Last: true), new VocoderChunk(otherState, 9, Last: true)]);

        Equal(Whole(one), cat([begin, both[0]]));
        Equal(Whole(other), both[1]);
    }

    [Fact]
    public void A_saved_vocoder_speaks_alike()
    {
        var folder = Directory.CreateTempSubdirectory("vocoder").FullName;
        var mel = randn(1, 80, 6);

        ModuleFolder.Save(_vocoder, _vocoder.Configuration, folder);
        using var loaded = SpectralVocoder.Load(folder);

        Assert.Equal(_vocoder.Configuration, loaded.Configuration);
        Equal(Whole(mel), loaded.call(mel, ConvolutionContext.Whole).flatten());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_default_vocoder_has_two_point_three_million_parameters()
    {
        using var vocoder = new SpectralVocoder(new VocoderConfiguration());

        Assert.Equal(2_352_642, vocoder.parameters().Sum(static parameter => parameter.numel()));
    }

    private Tensor Whole(Tensor mel)
    {
        using var noGradient = no_grad();
        return _vocoder.call(mel, ConvolutionContext.Whole).flatten();
    }

    private static void Equal(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().ToDouble(), 0, Tolerance);
    }
}
