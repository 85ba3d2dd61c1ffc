using MinMo.Audio.Playout;
using MinMo.LoadTest.Lines;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Callers;

/// <summary>What the caller hears: plays the agent's audio packet by packet, obeys holds and flushes, and notes what a
/// listener would notice.</summary>
internal sealed class CallerEar(List<CallMoment> moments)
{
    private const int CapacitySamples = CallerSpeech.RateHz * 30;

    private readonly PlayoutBuffer _buffer = new(CallerSpeech.RateHz, CapacitySamples);
    private readonly Queue<(string Reply, short[] Samples)> _waiting = new(); // behind a full buffer
    private readonly Dictionary<string, PlayoutSegment> _segments = [];
    private readonly Dictionary<PlayoutSegment, string> _replies = [];
    private readonly HashSet<string> _open = [];
    private readonly HashSet<string> _complete = [];
    private readonly HashSet<string> _ended = [];
    private readonly SoundSpans _spans = new(moments);
    private readonly short[] _frame = new short[Packet.Samples];
    private long _underruns;
    private bool _dry;

    /// <summary>Whether a reply is under way, or audio waits to be played.</summary>
    public bool Busy => _open.Count > 0 || _waiting.Count > 0 || _buffer.QueuedSamples > 0;

    /// <summary>Whether the agent was heard within the last 300 ms.</summary>
    public bool Sounding => _spans.Open;

    /// <summary>First sound of the reply that was heard last; null before any.</summary>
    public TimeSpan? ReplyHeardFrom => _spans.ReplyFrom;

    /// <summary>End of the last sound heard; zero before any.</summary>
    public TimeSpan SilentSince => _spans.LastSound;

    /// <summary>Follows what comes over the line.</summary>
    public void Take(LineEvent happened, TimeSpan now)
    {
        switch (happened)
        {
            case ReplyStarted started:
                _open.Add(started.Reply);
                break;
            case ReplyAudio audio:
                TakeAudio(audio, now);
                break;
            case ReplyAudioComplete complete:
                _complete.Add(complete.Reply);
                break;
            case ReplyFinished finished:
                _open.Remove(finished.Reply);
                _complete.Add(finished.Reply);
                moments.Add(new ReplyOver(now, finished.Reply, finished.Ending));
                break;
            case PlayoutHeld:
                _buffer.Pause();
                moments.Add(new AgentHeld(now));
                break;
            case PlayoutResumed:
                _buffer.Resume();
                break;
            case PlayoutFlushed:
                _waiting.Clear();
                _buffer.Flush();
                _dry = false;
                break;
        }
    }

    /// <summary>Plays one packet.</summary>
    public void Play(TimeSpan now)
    {
        Refill();
        int played = _buffer.Pull(_frame);
        if (_buffer.Underruns > _underruns)
        {
            _underruns = _buffer.Underruns;
            _dry = true;
            moments.Add(new PlayoutUnderran(now + Packet.TimeOf(played)));
        }

        string? reply = _buffer.Playing is { } segment ? _replies[segment] : null;
        _spans.Hear(_frame, now, reply);
    }

    /// <summary>The call is over.</summary>
    public void Finish() => _spans.Close();

    private void TakeAudio(ReplyAudio audio, TimeSpan now)
    {
        if (_ended.Contains(audio.Reply))
        {
            return; // it was declared complete, or cut
        }

        bool first = !_segments.ContainsKey(audio.Reply);
        if (first)
        {
            var segment = new PlayoutSegment(_segments.Count + 1);
            _segments.Add(audio.Reply, segment);
            _replies.Add(segment, audio.Reply);
        }

        moments.Add(new ChunkArrived(now, first, InTime: first || !_dry));
        _dry = false;
        _waiting.Enqueue((audio.Reply, audio.Samples));
    }

    private void Refill()
    {
        while (_waiting.TryPeek(out var next))
        {
            int taken = _buffer.Enqueue(_segments[next.Reply], next.Samples);
            _waiting.Dequeue();
            if (taken < next.Samples.Length)
            {
                PutBack((next.Reply, next.Samples[taken..]));
                return;
            }
        }

        foreach (string reply in _complete)
        {
            _ended.Add(reply);
            if (_segments.TryGetValue(reply, out var segment))
            {
                _buffer.EndSegment(segment);
            }
        }

        _complete.Clear();
    }

    private void PutBack((string Reply, short[] Samples) rest)
    {
        var behind = _waiting.ToArray();
        _waiting.Clear();
        _waiting.Enqueue(rest);
        foreach (var piece in behind)
        {
            _waiting.Enqueue(piece);
        }
    }
}
