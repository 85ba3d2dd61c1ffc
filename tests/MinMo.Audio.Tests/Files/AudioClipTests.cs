using MinMo.Audio.Files;
using MinMo.Audio.Resampling;

namespace MinMo.Audio.Tests.Files;

public sealed class AudioClipTests
{
    [Fact]
    public void Mono_is_the_mean_of_the_channels()
    {
        var clip = new AudioClip(8000, 2, [1, 0, 0.5f, 0.5f]);

        Assert.Equal([0.5f, 0.5f], clip.ToMono());
        Assert.Equal(2, clip.Frames);
        Assert.Equal(TimeSpan.FromMicroseconds(250), clip.Duration);
    }

    [Fact]
    public void Another_rate_goes_through_the_resampler()
    {
        float[] tone = Signals.Tone(440, 8000, 800);

        float[] mono = new AudioClip(8000, 1, tone).ToMono(16000, ResampleFilter.Torchaudio);

        Assert.Equal(Resampler.Resample(tone, 8000, 16000, ResampleFilter.Torchaudio), mono);
    }

    [Fact]
    public void Incomplete_frames_are_refused()
        => Assert.Throws<ArgumentException>(() => new AudioClip(8000, 2, new float[3]));
}
