using MinMo.Models.MelSpeech;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.MelSpeech;

public sealed class MelSpectrogramTests
{
    private static readonly MelConfiguration Sizes = new();

    [Fact]
    public void A_tone_lights_the_band_around_it()
    {
        using var scope = NewDisposeScope();
        using var mel = new MelSpectrogram(Sizes);
        var time = arange(0, 16_000, ScalarType.Float64) / 16_000;
        var tone = (time * (2 * Math.PI * 1000)).sin().to(ScalarType.Float32).unsqueeze(0);

        var frames = mel.WholeFrames(tone);

        // 8 kHz is 45.245 mel (Slaney), 1 kHz is 15: band b is centred on (b + 1) / 81 of the former.
        Assert.Equal([1, 80, 50], frames.shape);
        Assert.Equal(26, frames[0].select(1, 25).argmax().ToInt64());
    }

    [Fact]
    public void Silence_is_the_floor_on_the_models_scale()
    {
        using var scope = NewDisposeScope();
        using var mel = new MelSpectrogram(Sizes with { Floor = 1e-2 });

        var frames = mel.WholeFrames(zeros(1, 3200));

        var floor = (Math.Log(1e-2) + 5.5) / 2.5;
        Assert.InRange((frames - floor).abs().max().ToDouble(), 0, 1e-6);
    }

    [Fact]
    public void Frames_inside_a_recording_do_not_depend_on_where_it_is_cut()
    {
        using var scope = NewDisposeScope();
        using var mel = new MelSpectrogram(Sizes);
        var wave = randn(1, 6400) * 0.1;

        var whole = mel.WholeFrames(wave);
        var part = mel.Frames(wave.narrow(1, (5 * 320) - 352, (8 * 320) + 704));

        Assert.InRange((whole.narrow(2, 5, 8) - part).abs().max().ToDouble(), 0, 1e-4);
    }
}
