using MinMo.Audio.Resampling;
using MinMo.Audio.Samples;

namespace MinMo.Audio.Files;

/// <summary>A stretch of audio in memory.</summary>
public sealed class AudioClip
{
    /// <summary>Wraps samples; the array is not copied.</summary>
    /// <param name="sampleRate">Frames per second, in Hz.</param>
    /// <param name="channels">Samples per frame.</param>
    /// <param name="samples">Interleaved, full scale at 1.</param>
    /// <exception cref="ArgumentException">The samples are no whole number of frames.</exception>
    public AudioClip(int sampleRate, int channels, float[] samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentNullException.ThrowIfNull(samples);
        if (samples.Length % channels != 0)
        {
            throw new ArgumentException(
                $"{samples.Length} samples are no whole number of frames of {channels} channels", nameof(samples));
        }

        SampleRate = sampleRate;
        Channels = channels;
        Samples = samples;
    }

    /// <summary>Frames per second, in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Samples per frame.</summary>
    public int Channels { get; }

    /// <summary>Interleaved, full scale at 1; floating-point files may go beyond.</summary>
    public float[] Samples { get; }

    /// <summary>How many samples each channel has.</summary>
    public int Frames => Samples.Length / Channels;

    /// <summary>How long it lasts.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks(Frames * TimeSpan.TicksPerSecond / SampleRate);

    /// <summary>The mean of the channels at another rate, aligned with the clip.</summary>
    /// <param name="sampleRate">Rate of the result in Hz; that of the clip if null.</param>
    /// <param name="filter"><see cref="ResampleFilter.Speech"/> if null.</param>
    /// <exception cref="ArgumentOutOfRangeException">The <see cref="Resampler"/> cannot make this rate of the clip's.</exception>
    public float[] ToMono(int? sampleRate = null, ResampleFilter? filter = null)
    {
        var mono = new float[Frames];
        Pcm.ToMono(Samples, Channels, mono);
        int rate = sampleRate ?? SampleRate;
        return rate == SampleRate ? mono : Resampler.Resample(mono, SampleRate, rate, filter);
    }
}
