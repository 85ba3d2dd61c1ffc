using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;

namespace MinMo.Testing.Scripting;

/// <summary>Plays the agent's audio on the sample clock, as a gateway does, and reports how far it was heard.</summary>
internal sealed class ScriptedEar
{
    private const int ReportEveryFrames = 5;
    private readonly Queue<short> _queue = new();
    private ReplyId? _reply;
    private long _played;
    private bool _paused;
    private bool _ended;
    private int _frames;

    /// <summary>Every sample that reached the ear, silence included.</summary>
    public List<short> Heard { get; } = [];

    /// <summary>Follows what the conversation says.</summary>
    public void Take(CallOutput output)
    {
        switch (output)
        {
            case AudioProduced audio:
                Begin(audio.Reply);
                foreach (short sample in audio.Samples)
                {
                    _queue.Enqueue(sample);
                }

                break;
            case PlayoutPaused:
                _paused = true;
                break;
            case PlayoutResumed:
                _paused = false;
                break;
            case PlayoutFlushed:
                _queue.Clear();
                (_reply, _paused) = (null, false);
                break;
            case ReplyAudioEnded:
                _ended = true;
                break;
        }
    }

    /// <summary>Plays one frame.</summary>
    /// <returns>A report when one is due.</returns>
    public PlayoutReported? Play(int samples)
    {
        int played = 0;
        for (int i = 0; i < samples; i++)
        {
            bool sounds = !_paused && _queue.Count > 0;
            Heard.Add(sounds ? _queue.Dequeue() : (short)0);
            played += sounds ? 1 : 0;
        }

        _played += played;
        return Report(played);
    }

    private PlayoutReported? Report(int played)
    {
        if (_reply is not { } reply)
        {
            return null;
        }

        bool drained = _ended && _queue.Count == 0;
        if (!drained && (played == 0 || ++_frames % ReportEveryFrames != 0))
        {
            return null;
        }

        var report = new PlayoutReported(reply, _played, drained);
        _reply = drained ? null : _reply;
        return report;
    }

    private void Begin(ReplyId reply)
    {
        if (_reply != reply)
        {
            (_reply, _played, _ended, _frames) = (reply, 0, false, 0);
        }
    }
}
