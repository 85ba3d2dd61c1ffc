namespace MinMo.Gateways.Realtime.Audio;

/// <summary>How much of one reply was sent to a client that plays by itself, and how much it must have played by now.
/// Audio is sent at most <c>lead</c> ahead. It has no clock: time passes in <see cref="Advance"/>.</summary>
/// <param name="rateHz">Rate of the samples.</param>
/// <param name="lead">Most audio that waits at the client.</param>
internal sealed class ReplyPlayout(int rateHz, TimeSpan lead)
{
    private readonly Queue<ReadOnlyMemory<short>> _waiting = new();
    private readonly int _longestPiece = rateHz / 10;
    private readonly long _leadSamples = (long)(lead.TotalSeconds * rateHz);
    private double _played;
    private bool _ended;

    /// <summary>Samples sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Samples the client has played.</summary>
    public long Played => (long)_played;

    /// <summary>Whether the client holds its audio; it plays nothing then.</summary>
    public bool ClientHolds { get; set; }

    /// <summary>Whether nothing more is to be sent for the moment.</summary>
    public bool SendingHeld { get; set; }

    /// <summary>Whether all audio of the reply was sent.</summary>
    public bool AllSent => _ended && _waiting.Count == 0;

    /// <summary>Whether all audio of the reply was played.</summary>
    public bool Drained => AllSent && Played >= Sent;

    public void Add(ReadOnlyMemory<short> samples)
    {
        for (int at = 0; at < samples.Length; at += _longestPiece)
        {
            _waiting.Enqueue(samples.Slice(at, Math.Min(_longestPiece, samples.Length - at)));
        }
    }

    /// <summary>No audio follows.</summary>
    public void End() => _ended = true;

    /// <summary>Nothing of what waits is sent, nothing that was sent is played any more.</summary>
    public void Flush()
    {
        _waiting.Clear();
        _ended = true;
        Sent = Played;
    }

    /// <summary>Time passes at the client.</summary>
    public void Advance(TimeSpan elapsed)
    {
        if (!ClientHolds)
        {
            _played = Math.Min(Sent, _played + (elapsed.TotalSeconds * rateHz));
        }
    }

    /// <summary>The next piece of at most 100 ms, if one is due.</summary>
    public bool TryTakeDue(out ReadOnlyMemory<short> piece)
    {
        if (SendingHeld || Sent - Played >= _leadSamples || !_waiting.TryDequeue(out piece))
        {
            piece = default;
            return false;
        }

        Sent += piece.Length;
        return true;
    }
}
