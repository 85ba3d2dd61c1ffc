using MinMo.Audio.Samples;

namespace MinMo.Audio.Playout;

/// <summary>The last queue before the listener's ear: takes audio as it is made, gives it out in frames at the pace
/// of the sample clock, and knows of every segment how much was heard.</summary>
/// <remarks>
/// <para>It has no clock and no lock: one thread at a time, and time passes only in <see cref="Pull"/>. It allocates
/// its samples once.</para>
/// <para>Every sample that was taken is in exactly one place: played, queued, or reported by <see cref="Flush"/>.
/// Segments play in the order in which they were enqueued. A sample counts as played when it leaves in a frame;
/// whatever lies between this buffer and the ear comes on top.</para>
/// <para>When full, it takes what fits and says how much that was; it never drops what it has taken.</para>
/// <para>It remembers the last 256 segments; older ones that are over count as never seen.</para>
/// </remarks>
public sealed class PlayoutBuffer
{
    private const int RememberedSegments = 256;

    private readonly short[] _samples; // ring
    private readonly Queue<(Segment Segment, int Samples)> _chunks = new();
    private readonly Dictionary<PlayoutSegment, Segment> _segments = [];
    private readonly Queue<Segment> _oldest = new();
    private readonly int _rampSamples;
    private int _read;
    private int _headPlayed; // of the first chunk
    private int _level; // 0: silent … _rampSamples: full
    private int _tail; // samples at the head that a flush left for its fade
    private bool _paused;
    private bool _sounding; // the last frame ended with a queued sample
    private Segment? _current;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="sampleRate">Rate in Hz; sets the length of the fades, 5 ms.</param>
    /// <param name="capacitySamples">The most it queues. A voice is rendered faster than it is heard: half a minute
    /// is no waste.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is less than 1.</exception>
    public PlayoutBuffer(int sampleRate, int capacitySamples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRate, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacitySamples, 1);
        SampleRate = sampleRate;
        _samples = new short[capacitySamples];
        _rampSamples = Math.Max(1, sampleRate / 200);
        _level = _rampSamples;
    }

    /// <summary>Rate in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>The most samples it queues.</summary>
    public int Capacity => _samples.Length;

    /// <summary>Samples taken and not played yet, the fade of a flush included.</summary>
    public int QueuedSamples { get; private set; }

    /// <summary>How often a segment fell silent in the middle, because the rest of it came too late. Silence after
    /// <see cref="EndSegment"/>, in a pause or before the first sample is none.</summary>
    public long Underruns { get; private set; }

    /// <summary>Whether it is held by <see cref="Pause"/>.</summary>
    public bool IsPaused => _paused;

    /// <summary>The segment of the last sample played; null before the first.</summary>
    public PlayoutSegment? Playing => _current?.Id;

    /// <summary>Queues audio behind all that is there.</summary>
    /// <param name="segment">What it belongs to.</param>
    /// <param name="samples">Of any length, at <see cref="SampleRate"/>.</param>
    /// <returns>How many samples, from the start, were taken: less than given if the buffer is full; offer the rest
    /// again after the next frames. Audio of a segment that was flushed is taken and thrown away.</returns>
    /// <exception cref="InvalidOperationException">The segment was ended.</exception>
    public int Enqueue(PlayoutSegment segment, ReadOnlySpan<short> samples)
    {
        var known = Know(segment);
        if (known.Flushed)
        {
            return samples.Length;
        }

        if (known.Ended)
        {
            throw new InvalidOperationException($"segment {segment.Id} was ended: audio for it cannot follow");
        }

        int taken = Math.Min(samples.Length, _samples.Length - QueuedSamples);
        if (taken > 0)
        {
            Write(samples[..taken]);
            known.Queued += taken;
            _chunks.Enqueue((known, taken));
        }

        return taken;
    }

    /// <summary>Says that the segment is complete: running dry after it is no underrun.</summary>
    public void EndSegment(PlayoutSegment segment) => Know(segment).Ended = true;

    /// <summary>Fills one frame; what the queue cannot give, or a pause holds back, is silence.</summary>
    /// <param name="frame">Of any length, 20 ms as a rule. Pulling a frame is what makes time pass.</param>
    /// <returns>How many samples, from the start, came out of the queue.</returns>
    public int Pull(Span<short> frame)
    {
        int played = 0;
        while (played < frame.Length && QueuedSamples > 0 && !(_paused && _level == 0))
        {
            frame[played++] = PlayOne();
        }

        frame[played..].Clear();
        if (played < frame.Length)
        {
            FallSilent(wasSounding: _sounding || played > 0);
        }
        else if (played > 0)
        {
            _sounding = true;
        }

        return played;
    }

    /// <summary>Holds playout on a suspicion: what sounds fades out within 5 ms, the queue stays. Audio can still be
    /// enqueued.</summary>
    public void Pause()
    {
        _paused = true;
        if (!_sounding)
        {
            _level = 0;
        }
    }

    /// <summary>Takes a pause back: goes on with the first sample that was not played, fading in over 5 ms.</summary>
    public void Resume() => _paused = false;

    /// <summary>Throws away what is queued, closes all segments that are not over, and ends a pause. If sound was on,
    /// at most 5 ms of it stay queued to fade out with, and are not reported.</summary>
    /// <returns>One entry for each segment closed, in the order in which they were first named.</returns>
    public IReadOnlyList<UnplayedAudio> Flush()
    {
        if (_tail == 0)
        {
            // A half-done fade of a pause goes on from where it is.
            _tail = _sounding ? Math.Min(_level, QueuedSamples) : 0;
            _level = _tail > 0 ? _level : _rampSamples;
        }

        _paused = false;
        Cut(_tail);
        var unplayed = new List<UnplayedAudio>();
        foreach (var segment in _oldest)
        {
            if (segment.Discarded > 0 || !(segment.Ended || segment.Flushed))
            {
                unplayed.Add(new UnplayedAudio(segment.Id, segment.Discarded));
                segment.Discarded = 0;
                segment.Flushed = true;
            }
        }

        return unplayed;
    }

    /// <summary>How many samples of the segment were played. 0 if it was never seen, or is forgotten.</summary>
    public long PlayedSamples(PlayoutSegment segment) => _segments.TryGetValue(segment, out var known) ? known.Played : 0;

    /// <summary>Whether nothing of the segment is left to come: it was ended or flushed, and its queued samples were
    /// played. False if it was never seen.</summary>
    public bool IsOver(PlayoutSegment segment) => _segments.TryGetValue(segment, out var known) && known.IsOver;

    private void FallSilent(bool wasSounding)
    {
        if (_paused)
        {
            _level = 0; // also where the queue ended within the fade
        }
        else if (wasSounding && _current is { Ended: false, Flushed: false })
        {
            Underruns++;
        }

        _sounding = false;
    }

    private short PlayOne()
    {
        short sample = _samples[_read];
        _read = (_read + 1) % _samples.Length;
        QueuedSamples--;
        var (segment, length) = _chunks.Peek();
        segment.Queued--;
        segment.Played++;
        _current = segment;
        if (++_headPlayed == length)
        {
            _chunks.Dequeue();
            _headPlayed = 0;
        }

        return Ramp(sample);
    }

    private short Ramp(short sample)
    {
        if (_tail > 0)
        {
            _level -= (_level + _tail - 1) / _tail; // steeper where less than a ramp was queued
            sample = Fade.Apply(sample, _level, _rampSamples);
            if (--_tail == 0)
            {
                _level = _paused ? 0 : _rampSamples; // what follows the flush is new
            }
        }
        else if (_paused)
        {
            sample = Fade.Apply(sample, --_level, _rampSamples);
        }
        else if (_level < _rampSamples)
        {
            sample = Fade.Apply(sample, _level++, _rampSamples);
        }

        return sample;
    }

    private void Write(ReadOnlySpan<short> samples)
    {
        int end = (_read + QueuedSamples) % _samples.Length;
        int first = Math.Min(samples.Length, _samples.Length - end);
        samples[..first].CopyTo(_samples.AsSpan(end));
        samples[first..].CopyTo(_samples);
        QueuedSamples += samples.Length;
    }

    /// <summary>Keeps the first samples of the queue only.</summary>
    private void Cut(int keep)
    {
        int rest = keep;
        for (int left = _chunks.Count; left > 0; left--)
        {
            var (segment, length) = _chunks.Dequeue();
            int queued = length - _headPlayed;
            int kept = Math.Min(rest, queued);
            segment.Queued -= queued - kept;
            segment.Discarded += queued - kept;
            rest -= kept;
            _headPlayed = 0;
            if (kept > 0)
            {
                _chunks.Enqueue((segment, kept));
            }
        }

        QueuedSamples = keep;
    }

    private Segment Know(PlayoutSegment id)
    {
        if (_segments.TryGetValue(id, out var known))
        {
            return known;
        }

        var segment = new Segment(id);
        _segments.Add(id, segment);
        _oldest.Enqueue(segment);
        while (_oldest.Count > RememberedSegments && _oldest.Peek() is { Queued: 0 })
        {
            _segments.Remove(_oldest.Dequeue().Id);
        }

        return segment;
    }

    private sealed class Segment(PlayoutSegment id)
    {
        public PlayoutSegment Id { get; } = id;

        public long Played { get; set; }

        public int Queued { get; set; }

        public int Discarded { get; set; }

        public bool Ended { get; set; }

        public bool Flushed { get; set; }

        public bool IsOver => (Ended || Flushed) && Queued == 0;
    }
}
