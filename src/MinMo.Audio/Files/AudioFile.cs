using MinMo.Audio.Files.Flac;

namespace MinMo.Audio.Files;

/// <summary>Reads audio files of any origin: WAV (integer, floating point, A-law, µ-law; also RF64 and streams of
/// unknown length) and FLAC. The kind is told from the content, never from the name.</summary>
/// <remarks>Made for files of strangers: whatever the bytes are, the result is a clip of at least one frame or an
/// <see cref="AudioFormatException"/>, and memory grows with the samples that were really decoded, not with what a
/// header claims.</remarks>
public static class AudioFile
{
    /// <summary>Samples of all channels together that a clip may have if nothing else is said: 64 Mi, a quarter of a
    /// gibibyte, over an hour of mono at 16 kHz.</summary>
    public const int DefaultMaxSamples = 1 << 26;

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="maxSamples">The most samples, of all channels together, that are accepted.</param>
    /// <exception cref="AudioFormatException">It is no audio that can be read, or longer than allowed.</exception>
    /// <exception cref="IOException">It cannot be opened or read.</exception>
    public static AudioClip Read(string path, int maxSamples = DefaultMaxSamples)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, path, maxSamples);
    }

    /// <summary>Reads a stream from where it stands; it need not be seekable, and stays open.</summary>
    /// <param name="stream">The bytes of one file.</param>
    /// <param name="name">What to call it in errors.</param>
    /// <param name="maxSamples">The most samples, of all channels together, that are accepted.</param>
    /// <exception cref="AudioFormatException">It is no audio that can be read, or longer than allowed.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static AudioClip Read(Stream stream, string name, int maxSamples = DefaultMaxSamples)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var input = new AudioInput(stream, name);
        var samples = new SampleCollector(input, maxSamples);
        Span<byte> magic = stackalloc byte[4];
        int length = input.ReadUpTo(magic);
        if (length == 0)
        {
            throw input.Failure("the file is empty");
        }

        if (magic[..length].StartsWith("ID3"u8))
        {
            SkipId3(input, magic);
        }

        if (magic.SequenceEqual("fLaC"u8))
        {
            return new FlacReader(input, samples).Read();
        }

        if (magic.SequenceEqual("RIFF"u8) || magic.SequenceEqual("RF64"u8))
        {
            return new WavReader(input, samples).Read();
        }

        throw input.Failure("this is neither WAV nor FLAC");
    }

    /// <summary>Some taggers put this in front of FLAC. Its length comes as four times seven bits.</summary>
    private static void SkipId3(AudioInput input, Span<byte> magic)
    {
        Span<byte> rest = stackalloc byte[6];
        input.Fill(rest);
        input.Skip((rest[2] << 21) | (rest[3] << 14) | (rest[4] << 7) | rest[5]);
        input.Fill(magic);
    }
}
