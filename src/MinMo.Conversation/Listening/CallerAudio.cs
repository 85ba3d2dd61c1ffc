using MinMo.Abstractions.Calls;

namespace MinMo.Conversation.Listening;

/// <summary>
/// The caller's audio on the sample clock, without the agent's own voice: cuts it into ticks for the worker and keeps what
/// would have to be replayed on another one.
/// </summary>
/// <param name="guard">Takes the agent's voice out.</param>
internal sealed class CallerAudio(EchoGuard guard)
{
    /// <summary>Audio kept: the longest turn that can be recognized and its prefix padding.</summary>
    private static readonly long KeptSamples = CallPosition.SamplesIn(TimeSpan.FromSeconds(62));

    /// <summary>Mean absolute sample up to which a tick is silence: about -50 dBFS, the noise of a quiet line.</summary>
    private const int SilentLevel = 100;

    private readonly List<short[]> _kept = [];
    private int _first;
    private readonly short[] _block = new short[EchoGuard.BlockSamples];
    private long _keptFrom;
    private long _guarded;
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

    /// <summary>Takes the agent's voice out of all whole blocks received. Ticks are whole blocks.</summary>
    public void Guard()
    {
        const int Block = EchoGuard.BlockSamples;
        _guarded = Math.Max(_guarded, (_keptFrom + Block - 1) / Block * Block);
        for (; _guarded + Block <= _end; _guarded += Block)
        {
            var from = new CallPosition(_guarded);
            Read(from, _block);
            if (guard.Clean(from, _block))
            {
                Replace(from, _block);
            }
        }
    }

    /// <summary>The whole ticks that are waiting, as one array.</summary>
    /// <returns>Their first position and samples; no samples when less than a tick waits.</returns>
    public (CallPosition From, short[] Samples) TakeTicks(int tickSamples)
    {
        long waiting = _end - Sent.Samples;
        long whole = waiting - (waiting % tickSamples);
        var from = Sent;
        var samples = Copy(from, whole);
        Sent = new CallPosition(from.Samples + whole);
        return (from, samples);
    }

    /// <summary>Leaves out what waits and is not kept any more.</summary>
    /// <returns>Ticks left out.</returns>
    public int SkipForgotten(int tickSamples)
    {
        long forgotten = Math.Max(0, _keptFrom - Sent.Samples);
        Sent = new CallPosition(Sent.Samples + forgotten);
        return (int)((forgotten + tickSamples - 1) / tickSamples);
    }

    /// <summary>Leaves out the ticks of silence that wait in front of any sound.</summary>
    /// <param name="tickSamples">Samples of a tick.</param>
    /// <param name="kept">How much of the silence before the sound is handed over all the same.</param>
    /// <returns>Ticks left out.</returns>
    public int SkipSilence(int tickSamples, TimeSpan kept)
    {
        long keptTicks = (CallPosition.SamplesIn(kept) + tickSamples - 1) / tickSamples;
        var waiting = Copy(Sent, (_end - Sent.Samples) / tickSamples * tickSamples);
        int silent = 0;
        while ((silent + 1) * tickSamples <= waiting.Length && IsSilent(waiting.AsSpan(silent * tickSamples, tickSamples)))
        {
            silent++;
        }

        int skipped = (int)Math.Max(0, silent - keptTicks);
        Sent = new CallPosition(Sent.Samples + ((long)skipped * tickSamples));
        return skipped;
    }

    /// <summary>Audio from <paramref name="from"/> on is handed out again: its worker is gone.</summary>
    public void RewindTo(CallPosition from)
        => Sent = new CallPosition(Math.Clamp(from.Samples, _keptFrom, Math.Max(_keptFrom, Sent.Samples)));

    private static bool IsSilent(ReadOnlySpan<short> tick)
    {
        long sum = 0;
        foreach (short sample in tick)
        {
            sum += Math.Abs((int)sample);
        }

        return sum <= (long)SilentLevel * tick.Length;
    }

    private void Keep(short[] samples, long advance)
    {
        if (advance > samples.Length)
        {
            _kept.Clear();
            _first = 0;
            _keptFrom = _end + advance - samples.Length;
        }

        _kept.Add(samples);
        _end += advance;
        while (_end - _keptFrom - _kept[_first].Length >= KeptSamples)
        {
            _keptFrom += _kept[_first].Length;
            _kept[_first++] = [];
        }

        if (_first > _kept.Count / 2)
        {
            _kept.RemoveRange(0, _first);
            _first = 0;
        }
    }

    private short[] Copy(CallPosition from, long count)
    {
        var copy = new short[count];
        Read(from, copy);
        return copy;
    }

    private void Read(CallPosition from, Span<short> samples)
    {
        // What is asked for lies near the end.
        long chunkEnd = _end;
        for (int index = _kept.Count - 1; index >= _first && chunkEnd > from.Samples; index--)
        {
            var (kept, asked) = Overlap(from, samples.Length, chunkEnd - _kept[index].Length, chunkEnd);
            _kept[index].AsSpan(kept).CopyTo(samples[asked]);
            chunkEnd -= _kept[index].Length;
        }
    }

    // What was received is not changed: others may hold it.
    private void Replace(CallPosition from, ReadOnlySpan<short> samples)
    {
        long chunkEnd = _end;
        for (int index = _kept.Count - 1; index >= _first && chunkEnd > from.Samples; index--)
        {
            var (kept, given) = Overlap(from, samples.Length, chunkEnd - _kept[index].Length, chunkEnd);
            chunkEnd -= _kept[index].Length;
            if (kept.Start.Value < kept.End.Value)
            {
                _kept[index] = [.. _kept[index]];
                samples[given].CopyTo(_kept[index].AsSpan(kept));
            }
        }
    }

    private static (Range OfChunk, Range OfSpan) Overlap(CallPosition from, int length, long chunkFrom, long chunkEnd)
    {
        long begin = Math.Max(from.Samples, chunkFrom);
        long end = Math.Max(begin, Math.Min(from.Samples + length, chunkEnd));
        return begin >= chunkEnd || begin >= from.Samples + length
            ? (0..0, 0..0)
            : ((int)(begin - chunkFrom)..(int)(end - chunkFrom), (int)(begin - from.Samples)..(int)(end - from.Samples));
    }
}
