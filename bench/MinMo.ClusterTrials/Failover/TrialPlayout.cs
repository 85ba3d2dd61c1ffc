using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;

namespace MinMo.ClusterTrials.Failover;

/// <summary>The caller's ear: plays the agent's audio as it comes, and notices when there is none where some should be.</summary>
internal sealed class TrialPlayout
{
    // Audio comes on one thread and is played on another.
    private readonly Lock _lock = new();
    private ReplyId? _reply;
    private int _rateHz = 1;
    private long _produced;
    private long _played;
    private bool _complete;
    private TimeSpan _unreported;
    private TimeSpan _gap;

    /// <summary>Longest silence within a reply that had begun to sound.</summary>
    public TimeSpan LongestGap { get; private set; }

    /// <summary>Longest silence between the decision to answer and the first sound.</summary>
    public TimeSpan LongestWait { get; private set; }

    public void Take(CallOutput output)
    {
        lock (_lock)
        {
            switch (output)
            {
                case ReplyStarted started:
                    (_reply, _produced, _played, _complete, _gap) = (started.Reply, 0, 0, false, TimeSpan.Zero);
                    break;
                case AudioProduced audio when audio.Reply == _reply:
                    (_rateHz, _produced) = (audio.RateHz, _produced + audio.Samples.Length);
                    break;
                case ReplyAudioEnded ended when ended.Reply == _reply:
                    _complete = true;
                    break;
                case ReplyEnded or CallEnded:
                    _reply = null;
                    break;
            }
        }
    }

    /// <summary>Plays one frame.</summary>
    /// <returns>What the gateway says of it, from time to time.</returns>
    public PlayoutReported? Play(TimeSpan frame, TimeSpan reportEvery)
    {
        lock (_lock)
        {
            if (_reply is not { } reply)
            {
                return null;
            }

            long before = _played;
            _played = Math.Min(_produced, _played + (long)(frame.TotalSeconds * _rateHz));
            Notice(frame, isSilent: _played == before && !_complete);
            _unreported += frame;
            bool drained = _complete && _played == _produced;
            if (_played == 0 || (_unreported < reportEvery && !drained))
            {
                return null;
            }

            _unreported = TimeSpan.Zero;
            return new PlayoutReported(reply, _played, drained);
        }
    }

    private void Notice(TimeSpan frame, bool isSilent)
    {
        _gap = isSilent ? _gap + frame : TimeSpan.Zero;
        if (_played == 0)
        {
            LongestWait = _gap > LongestWait ? _gap : LongestWait;
        }
        else
        {
            LongestGap = _gap > LongestGap ? _gap : LongestGap;
        }
    }
}
