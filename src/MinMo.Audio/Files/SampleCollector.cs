namespace MinMo.Audio.Files;

/// <summary>Decoded samples, interleaved; grows with what comes and refuses more than the limit.</summary>
internal sealed class SampleCollector(AudioInput input, int maxSamples)
{
    private float[] _samples = [];

    public int Count { get; private set; }

    /// <summary>Room for the next samples, which the caller has to fill.</summary>
    public Span<float> Add(int count)
    {
        long needed = (long)Count + count;
        if (needed > maxSamples)
        {
            throw input.Failure($"the audio has more than the {maxSamples} samples allowed");
        }

        if (needed > _samples.Length)
        {
            Array.Resize(ref _samples, (int)Math.Min(Math.Max(needed, Math.Max(4096, 2L * _samples.Length)), maxSamples));
        }

        var room = _samples.AsSpan(Count, count);
        Count = (int)needed;
        return room;
    }

    public AudioClip ToClip(int sampleRate, int channels)
    {
        if (Count == 0)
        {
            throw input.Failure("the file holds no samples");
        }

        Array.Resize(ref _samples, Count);
        return new AudioClip(sampleRate, channels, _samples);
    }
}
