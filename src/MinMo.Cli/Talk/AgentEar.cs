using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;
using MinMo.Audio.Playout;
using MinMo.Audio.Resampling;
using MinMo.Audio.Samples;

namespace MinMo.Cli.Talk;

/// <summary>
/// What the caller hears: plays the agent's audio frame by frame on the sample clock, obeys pauses and flushes, and
/// reports how far it was heard.
/// </summary>
internal sealed class AgentEar
{
    /// <summary>Rate at which it plays and records, in Hz.</summary>
    public const int RateHz = 24_000;

    private const int ReportEveryFrames = 5;
    private readonly PlayoutBuffer _buffer = new(RateHz, RateHz * 30);
    private readonly Dictionary<ReplyId, PlayoutSegment> _segments = [];
    private Resampler? _resampler;
    private ReplyId? _reply;
    private int _voiceRateHz = RateHz;
    private bool _ended;
    private int _frames;

    /// <summary>How often the agent's audio ran dry in the middle of a reply.</summary>
    public long Underruns => _buffer.Underruns;

    /// <summary>Whether nothing of a reply is left to be played.</summary>
    public bool Silent => _reply is null;

    /// <summary>Replies in the order in which their first sample was played, with the frame in which that was.</summary>
    public Dictionary<ReplyId, CallPosition> FirstPlayed { get; } = [];

    /// <summary>Follows what the conversation says.</summary>
    public void Take(CallOutput output)
    {
        switch (output)
        {
            case AudioProduced audio:
                Begin(audio);
                Enqueue(audio.Reply, Pcm.ToFloat(audio.Samples));
                break;
            case ReplyAudioEnded ended when _reply == ended.Reply:
                End(ended.Reply);
                break;
            case PlayoutPaused:
                _buffer.Pause();
                break;
            case PlayoutResumed:
                _buffer.Resume();
                break;
            case PlayoutFlushed:
                _buffer.Flush();
                (_reply, _resampler) = (null, null);
                break;
        }
    }

    /// <summary>Plays one frame.</summary>
    /// <param name="frame">Filled whole, at <see cref="RateHz"/>.</param>
    /// <param name="at">The position on the call's sample clock at which the frame begins.</param>
    /// <returns>A report when one is due.</returns>
    public PlayoutReported? Play(Span<short> frame, CallPosition at)
    {
        int played = _buffer.Pull(frame);
        if (_reply is not { } reply)
        {
            return null;
        }

        if (played > 0)
        {
            FirstPlayed.TryAdd(reply, at);
        }

        bool drained = _ended && _buffer.IsOver(_segments[reply]);
        if (!drained && (played == 0 || _frames++ % ReportEveryFrames != 0))
        {
            return null;
        }

        long heard = _buffer.PlayedSamples(_segments[reply]) * _voiceRateHz / RateHz;
        _reply = drained ? null : _reply;
        return new PlayoutReported(reply, heard, drained);
    }

    private void Begin(AudioProduced audio)
    {
        if (_reply == audio.Reply)
        {
            return;
        }

        _segments[audio.Reply] = new PlayoutSegment(_segments.Count + 1);
        _voiceRateHz = audio.RateHz;
        _resampler = new Resampler(audio.RateHz, RateHz, ResamplerTiming.Aligned);
        (_reply, _ended, _frames) = (audio.Reply, false, 0);
    }

    private void Enqueue(ReplyId reply, float[] samples)
    {
        var resampled = new float[_resampler!.OutputLength(samples.Length) + 1];
        int count = _resampler.Process(samples, resampled);
        _buffer.Enqueue(_segments[reply], Pcm.ToInt16(resampled.AsSpan(0, count)));
    }

    private void End(ReplyId reply)
    {
        var tail = new float[_resampler!.FlushLength];
        int count = _resampler.Flush(tail);
        _buffer.Enqueue(_segments[reply], Pcm.ToInt16(tail.AsSpan(0, count)));
        _buffer.EndSegment(_segments[reply]);
        _ended = true;
    }
}
