using MinMo.Abstractions.Calls;

namespace MinMo.Conversation.Listening;

/// <summary>
/// The caller's audio on the sample clock: cuts it into ticks for the worker and keeps what would have to be replayed
/// on another one.
/// </summary>
internal sealed class CallerAudio
{
    /// <summary>Audio kept: the longest turn that can be recognized and its prefix padding.</summary>
    private static readonly long KeptSamples = CallPosition.SamplesIn(TimeSpan.FromSeconds(62));

    private readonly Queue<short[]> _kept = new();
    private long _keptFrom;
    private long _end;

    /// <summary>End of the audio received.</summary>
    public CallPosition End => new(_end);

    /// <summary>End of the audio handed to the worker.</summary>
    public CallPosition Sent { get; private set; }

    /// <summary>Begin of the oldest audio kept.</summary>
    public CallPosition Oldest => new(_keptFrom);

    /// <summary>Takes audio in. A gap before it is filled with silence; audio that was received before is dropped.</summary>
    public void Receive(CallPosition from, short[] samples)
    {
        long gap = from.Samples - _end;
        if (gap > 0)
        {
            Keep(new short[Math.Min(gap, KeptSamples)], gap);
        }
        else if (gap < 0)
        {
            int known = (int)Math.Min(-gap, samples.Length);
            samples = samples[known..];
        }

        if (samples.Length > 0)
        {
            Keep(samples, samples.Length);
        }
    }

    /// <summary>The whole ticks that are waiting, as one array.</summary>
    /// <returns>Their first position and samples; no samples when less than a tick waits.</returns>
    public (CallPosition From, short[] Samples) TakeTicks(int tickSamples)
    {
        if (Sent.Samples < _keptFrom)
        {
            Sent = new CallPosition(_keptFrom);
        }

        long waiting = _end - Sent.Samples;
        long whole = waiting - (waiting % tickSamples);
        var from = Sent;
        var samples = Copy(from, whole);
        Sent = new CallPosition(from.Samples + whole);
        return (from, samples);
    }

    /// <summary>Audio from <paramref name="from"/> on is handed out again: its worker is gone.</summary>
    public void RewindTo(CallPosition from)
        => Sent = new CallPosition(Math.Clamp(from.Samples, _keptFrom, Math.Max(_keptFrom, Sent.Samples)));

    private void Keep(short[] samples, long advance)
    {
        if (advance > samples.Length)
        {
            _kept.Clear();
            _keptFrom = _end + advance - samples.Length;
        }

        _kept.Enqueue(samples);
        _end += advance;
        while (_end - _keptFrom - _kept.Peek().Length >= KeptSamples)
        {
            _keptFrom += _kept.Dequeue().Length;
        }
    }

    private short[] Copy(CallPosition from, long count)
    {
        var copy = new short[count];
        long chunkFrom = _keptFrom;
        foreach (var chunk in _kept)
        {
            long begin = Math.Max(from.Samples, chunkFrom);
            long end = Math.Min(from.Samples + count, chunkFrom + chunk.Length);
            if (begin < end)
            {
                Array.Copy(chunk, begin - chunkFrom, copy, begin - from.Samples, end - begin);
            }

            chunkFrom += chunk.Length;
        }

        return copy;
    }
}
