using MinMo.Abstractions.Calls;

namespace MinMo.Inference.Cascade.Hearing;

/// <summary>
/// The last minute of one caller's audio, on the sample clock of the call. Written by the listening device and read by
/// those that recognize and assess, hence the lock.
/// </summary>
internal sealed class CallerAudioRing
{
    /// <summary>What recognition may ask for (60 s) and its prefix padding.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(62);

    private readonly short[] _samples = new short[CallPosition.SamplesIn(Kept)];

    // Guards the samples and both positions.
    private readonly Lock _lock = new();
    private long _oldest;
    private long _end;
    private bool _begun;

    /// <summary>Bytes of one ring.</summary>
    public static long Bytes => CallPosition.SamplesIn(Kept) * sizeof(short);

    /// <summary>Forgets everything; the next audio may begin anywhere.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            (_oldest, _end, _begun) = (0, 0, false);
        }
    }

    /// <summary>
    /// Takes audio in. It may begin behind the end of what came before (the call fell behind and dropped audio): what
    /// came before is then forgotten, since no turn goes over the gap.
    /// </summary>
    /// <returns>False if it begins before that end: it was heard already.</returns>
    public bool TryAppend(CallPosition from, ReadOnlySpan<short> samples)
    {
        lock (_lock)
        {
            if (_begun && from.Samples < _end)
            {
                return false;
            }

            if (!_begun || from.Samples > _end)
            {
                (_oldest, _end, _begun) = (from.Samples, from.Samples, true);
            }

            Write(samples);
            return true;
        }
    }

    /// <summary>Copies audio out, in [-1, 1); null if the ring does not hold all of it.</summary>
    public float[]? Copy(CallPosition from, CallPosition to)
    {
        lock (_lock)
        {
            if (!_begun || from.Samples < _oldest || to.Samples > _end || from.Samples > to.Samples)
            {
                return null;
            }

            var copy = new float[to.Samples - from.Samples];
            var at = (int)(from.Samples % _samples.Length);
            for (var index = 0; index < copy.Length; index++)
            {
                copy[index] = _samples[at] / 32_768f;
                at = at + 1 == _samples.Length ? 0 : at + 1;
            }

            return copy;
        }
    }

    private void Write(ReadOnlySpan<short> samples)
    {
        _end += samples.Length;
        _oldest = Math.Max(_oldest, _end - _samples.Length);
        var kept = samples[Math.Max(0, samples.Length - _samples.Length)..];
        var at = (int)((_end - kept.Length) % _samples.Length);
        var first = Math.Min(kept.Length, _samples.Length - at);
        kept[..first].CopyTo(_samples.AsSpan(at));
        kept[first..].CopyTo(_samples);
    }
}
