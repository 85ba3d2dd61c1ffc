namespace MinMo.Audio.Resampling;

/// <summary>Where the filter's look-ahead of <see cref="Resampler.LatencySamples"/> input samples goes.</summary>
public enum ResamplerTiming
{
    /// <summary>For live audio: every chunk of n input samples gives its share of output at once (20 ms in, 20 ms
    /// out), and the sound in it is later by the latency. The first output is the silence before the stream.</summary>
    Steady,

    /// <summary>For files and features: output sample 0 stands where input sample 0 stands. The first chunks give
    /// less than their share, and <see cref="Resampler.Flush"/> gives the rest, in all exactly
    /// <c>ceil(samples * to / from)</c>.</summary>
    Aligned,
}
