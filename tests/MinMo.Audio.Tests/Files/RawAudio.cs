namespace MinMo.Audio.Tests.Files;

/// <summary>Integer samples, and their bytes as other programs take them.</summary>
internal sealed record RawAudio(int Bits, int Channels, int[] Samples)
{
    public int SampleBytes => (Bits + 7) / 8;

    /// <summary>What a reader has to give: exact, for up to 24 bits.</summary>
    public float[] Expected => [.. Samples.Select(sample => (float)(sample / (double)(1L << (Bits - 1))))];

    public byte[] LittleEndian
        => [.. Samples.SelectMany(sample => Enumerable.Range(0, SampleBytes).Select(i => (byte)(sample >> (8 * i))))];

    /// <summary>One shape of signal in each channel, shifted so that they are neither equal nor unrelated.</summary>
    public static RawAudio Make(string shape, int bits, int channels, int frames)
    {
        var random = new Random(frames);
        double full = (1L << (bits - 1)) - 1;
        var samples = new int[frames * channels];
        for (int i = 0; i < samples.Length; i++)
        {
            int frame = i / channels;
            int channel = i % channels;
            double tone = Math.Sin((frame * 0.05) + (channel * 0.1));
            samples[i] = shape switch
            {
                "silence" => 0,
                "constant" => 3 + channel,
                "tone" => (int)(full * 0.8 * tone),
                "noise" => (int)(full * ((random.NextDouble() * 2) - 1)),
                "noisy tone" => (int)(full * ((0.5 * tone) + (0.01 * random.NextDouble()))),
                "square" => (int)(frame / 50 % 2 == 0 ? full : -full - 1),
                "low bits unused" => (int)(full * 0.7 * tone) & ~0x0F,
                "clicks" => frame % 997 == 0 ? (int)full : 0,
                _ => throw new ArgumentException(shape),
            };
        }

        return new RawAudio(bits, channels, samples);
    }
}
