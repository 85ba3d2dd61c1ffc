namespace MinMo.Models.Piper;

/// <summary>One utterance that is decoded piece by piece. The pieces together are the whole utterance: the decoder is
/// convolutional, so a piece that sees eleven frames more on both sides needs no cross-fade. Not safe for concurrent
/// use; holds no native memory.</summary>
public sealed class PiperUtterance
{
    // A frame reaches 10.08 frames to each side.
    private const int Overlap = 11;

    // 93 ms: heard as early as possible. Then doubling, since the overlap costs (n + 22) / n.
    private const int FirstChunkFrames = 8;
    private const int LargestChunkFrames = 64;

    // A rest below this is spoken with the chunk before it: alone it would cost more in overlap than in sound.
    private const int SmallestRestFrames = 8;

    private readonly PiperVoice _voice;
    private readonly PiperLatent? _latent;
    private readonly float[]? _audio;
    private readonly PiperSpeechSettings _settings;
    private readonly int _hop;
    private int _chunkFrames = FirstChunkFrames;

    internal PiperUtterance(PiperVoice voice, PiperLatent latent, PiperSpeechSettings settings)
        : this(voice, settings, latent.Frames) => _latent = latent;

    internal PiperUtterance(PiperVoice voice, float[] audio, PiperSpeechSettings settings)
        : this(voice, settings, audio.Length / voice.Configuration.HopLength) => _audio = audio;

    private PiperUtterance(PiperVoice voice, PiperSpeechSettings settings, int frames)
    {
        _voice = voice;
        _settings = settings;
        _hop = voice.Configuration.HopLength;
        Frames = frames;
    }

    /// <summary>Length of the utterance.</summary>
    public int Frames { get; }

    /// <summary>Frames read so far.</summary>
    public int FramesRead { get; private set; }

    /// <summary>Samples of the whole utterance at <see cref="PiperVoiceConfiguration.SampleRate"/>.</summary>
    public int Samples => Frames * _hop;

    /// <summary>Samples read so far.</summary>
    public int SamplesRead => FramesRead * _hop;

    /// <summary>Everything was read.</summary>
    public bool Finished => FramesRead == Frames;

    /// <summary>Decodes the next piece: 8 frames (93 ms at 22 050 Hz) first, then doubling up to 64.</summary>
    /// <returns>Samples in [-1, 1] with the gain applied; empty when finished.</returns>
    public float[] ReadNext()
    {
        var audio = ReadFrames(NextChunk());
        var gain = _settings.Gain;
        for (var at = 0; at < audio.Length; at++)
        {
            audio[at] = Math.Clamp(audio[at] * gain, -1f, 1f);
        }

        return audio;
    }

    /// <summary>The same as <see cref="ReadNext"/>, as 16-bit samples.</summary>
    public short[] ReadNextPcm()
    {
        var audio = ReadFrames(NextChunk());
        var pcm = new short[audio.Length];
        PiperPcm.Write(audio, _settings.Gain, pcm);
        return pcm;
    }

    /// <summary>Decodes the next frames, without gain.</summary>
    internal float[] ReadFrames(int frames, int overlap = Overlap)
    {
        var start = FramesRead;
        var end = Math.Min(start + frames, Frames);
        FramesRead = end;
        if (start == end)
        {
            return [];
        }

        if (_audio is not null)
        {
            return _audio[(start * _hop)..(end * _hop)];
        }

        var left = Math.Max(0, start - overlap);
        var right = Math.Min(Frames, end + overlap);
        var window = new PiperLatent(_latent!.Slice(left, right), _latent.Channels, right - left);
        var audio = _voice.Decode(window, _settings.Speaker);               // [hop * (right - left)]
        return audio[((start - left) * _hop)..((end - left) * _hop)];
    }

    private int NextChunk()
    {
        var chunk = _chunkFrames;
        _chunkFrames = Math.Min(2 * chunk, LargestChunkFrames);
        var rest = Frames - FramesRead - chunk;
        return rest < SmallestRestFrames ? chunk + Math.Max(rest, 0) : chunk;
    }
}
