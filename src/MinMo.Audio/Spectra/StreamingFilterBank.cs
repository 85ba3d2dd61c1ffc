namespace MinMo.Audio.Spectra;

/// <summary>The Kaldi filter bank of a signal that still grows: every frame is given out as soon as its last sample is
/// there.</summary>
/// <remarks>With a frame less one hop of silence in front, every hop of samples gives exactly one frame, and the frames
/// equal those of the whole signal with that silence in front. Not safe for concurrent use.</remarks>
public sealed class StreamingFilterBank
{
    private readonly KaldiFilterBank _bank;
    private readonly int _leadingSilence;
    private float[] _pending;
    private int _count;

    /// <summary>Begins a signal.</summary>
    /// <param name="bank">Shared tables.</param>
    /// <param name="leadingSilence">Zeros in front of the signal; null for a frame less one hop.</param>
    public StreamingFilterBank(KaldiFilterBank bank, int? leadingSilence = null)
    {
        _bank = bank;
        _leadingSilence = leadingSilence ?? bank.FrameSamples - bank.HopSamples;
        _pending = new float[_leadingSilence + bank.FrameSamples];
        _count = _leadingSilence;
    }

    /// <summary>Frames that the next so many samples will complete.</summary>
    public int FramesAfter(int samples) => _bank.FrameCount(_count + samples);

    /// <summary>Adds samples at the end and writes the frames that they complete.</summary>
    /// <param name="samples">Mono, −1 … 1.</param>
    /// <param name="features"><c>[frames, bands]</c>, at least <see cref="FramesAfter"/> frames.</param>
    /// <returns>Frames written.</returns>
    public int Append(ReadOnlySpan<float> samples, Span<float> features)
    {
        if (_count + samples.Length > _pending.Length)
        {
            Array.Resize(ref _pending, _count + samples.Length);
        }

        samples.CopyTo(_pending.AsSpan(_count));
        _count += samples.Length;
        var frames = _bank.FrameCount(_count);
        _bank.WriteFrames(_pending.AsSpan(0, _count), features[..(frames * _bank.Bands)]);
        var used = frames * _bank.HopSamples;
        _pending.AsSpan(used, _count - used).CopyTo(_pending);
        _count -= used;
        return frames;
    }

    /// <summary>Begins another signal.</summary>
    public void Reset()
    {
        _count = _leadingSilence;
        _pending.AsSpan(0, _count).Clear();
    }
}
