using MinMo.Abstractions.Calls;

namespace MinMo.Cli.Talk;

/// <summary>
/// The caller's side of the call, frame by frame: recordings one after the other, each started when the agent has
/// finished, or by their own timeline; silence between them.
/// </summary>
internal sealed class CallerTrack(IReadOnlyList<TalkRecording> recordings, bool overlap)
{
    /// <summary>Silence before a recording that follows the agent's reply.</summary>
    private static readonly long Breath = CallPosition.SamplesIn(TimeSpan.FromMilliseconds(400));

    private readonly List<CallPosition> _starts = [];
    private int _next;
    private short[] _playing = [];
    private int _played;
    private long _position;
    private long? _startAt;

    /// <summary>Where the recordings played so far began, in order; inserted ones are not among them.</summary>
    public IReadOnlyList<CallPosition> Starts => _starts;

    /// <summary>Whether every recording has been played to its end.</summary>
    public bool Finished => _next == recordings.Count && _played == _playing.Length;

    /// <summary>Whether a recording is being played.</summary>
    public bool Sounding => _played < _playing.Length;

    /// <summary>Plays a recording from the next frame on, whatever is being played.</summary>
    public void Insert(TalkRecording recording)
    {
        _playing = recording.Samples;
        _played = 0;
    }

    /// <summary>Gives the next frame of 16 kHz PCM.</summary>
    /// <param name="frame">Filled whole.</param>
    /// <param name="floorIsFree">Whether the agent has answered all that was said and is silent.</param>
    public void Read(Span<short> frame, bool floorIsFree)
    {
        frame.Clear();
        if (!Sounding && _next < recordings.Count && IsTimeFor(recordings[_next], floorIsFree))
        {
            _playing = recordings[_next++].Samples;
            _played = 0;
            _startAt = null;
            _starts.Add(new CallPosition(_position));
        }

        int count = Math.Min(frame.Length, _playing.Length - _played);
        _playing.AsSpan(_played, count).CopyTo(frame);
        _played += count;
        _position += frame.Length;
    }

    private bool IsTimeFor(TalkRecording recording, bool floorIsFree)
    {
        if (recording.StartsAt is { } startsAt)
        {
            return _position >= CallPosition.SamplesIn(startsAt);
        }

        if (overlap || _next == 0)
        {
            return true;
        }

        _startAt = floorIsFree ? _startAt ?? _position + Breath : null;
        return _startAt <= _position;
    }
}
