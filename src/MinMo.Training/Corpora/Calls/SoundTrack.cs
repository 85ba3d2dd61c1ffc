namespace MinMo.Training.Corpora.Calls;

/// <summary>One voice on the time axis of a call, as long as what was put on it.</summary>
internal sealed class SoundTrack
{
    private float[] _samples = [];

    /// <summary>The sample after the last sound.</summary>
    internal int End { get; private set; }

    /// <summary>Adds a sound.</summary>
    internal void Put(int start, ReadOnlySpan<float> sound)
    {
        var end = start + sound.Length;
        if (end > _samples.Length)
        {
            Array.Resize(ref _samples, Math.Max(end, 2 * _samples.Length));
        }

        for (var at = 0; at < sound.Length; at++)
        {
            _samples[start + at] += sound[at];
        }

        End = Math.Max(End, end);
    }

    /// <summary>The samples, with silence up to a length.</summary>
    internal float[] ToArray(int length)
    {
        var samples = _samples.AsSpan(0, Math.Min(length, _samples.Length)).ToArray();
        Array.Resize(ref samples, length);
        return samples;
    }
}
