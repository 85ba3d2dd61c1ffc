using MinMo.Models.CosyVoice.Vocoder;
using MinMo.Models.MelSpeech;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.MelSpeech;

public sealed class FramePaceTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(0.5, 60)]
    [InlineData(0.6, 60)]
    [InlineData(0.8, 44)]
    [InlineData(1.25, 60)]
    [InlineData(2, 60)]
    public void Where_nothing_is_rounded_it_is_the_public_codes_interpolation(double speed, int frames)
    {
        var mel = Mel(frames);

        var paced = Paced(mel, speed, 7, 1, 20);

        Close(HiftVocoder.AtSpeed(mel.unsqueeze(0), speed)[0], paced);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.77)]
    [InlineData(1.3)]
    [InlineData(1.7)]
    [InlineData(2)]
    public void How_the_frames_are_cut_makes_no_difference(double speed)
    {
        var mel = Mel(53);
        using var whole = new FramePace(speed);

        var expected = whole.Take(mel, last: true);

        Assert.Equal((long)(53 / speed), expected.shape[1]);
        Close(expected, Paced(mel, speed, 1));
        Close(expected, Paced(mel, speed, 50, 2));
        Close(expected, Paced(mel, speed, 3, 10, 2));
    }

    [Fact]
    public void No_more_than_two_frames_wait()
    {
        foreach (var speed in (double[])[0.5, 0.7, 1.1, 1.7, 2])
        {
            using var pace = new FramePace(speed);
            for (var frame = 0; frame < 40; frame++)
            {
                pace.Take(Mel(1), last: false);

                Assert.InRange(pace.ByteSize, 0, FramePace.MostHeldFrames * 6 * sizeof(float));
            }
        }
    }

    [Fact]
    public void The_usual_speed_changes_nothing()
    {
        using var pace = new FramePace(1);
        var mel = Mel(5);

        Assert.Same(mel, pace.Take(mel, last: false));
    }

    /// <summary>Pieces of these sizes in turn until the frames end.</summary>
    private static Tensor Paced(Tensor mel, double speed, params int[] sizes)
    {
        using var pace = new FramePace(speed);
        List<Tensor> pieces = [];
        for (var (at, piece) = (0L, 0); at < mel.shape[1]; piece++)
        {
            var size = Math.Min(sizes[piece % sizes.Length], mel.shape[1] - at);
            pieces.Add(pace.Take(mel.narrow(1, at, size), last: at + size == mel.shape[1]));
            at += size;
        }

        return cat(pieces, 1);
    }

    private static Tensor Mel(int frames)
    {
        using var generator = new Generator(8);
        return randn([6, frames], generator: generator);
    }

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().ToDouble(), 0, 2e-5);
    }
}
