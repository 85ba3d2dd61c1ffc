using MinMo.Audio.Files;
using MinMo.Audio.Resampling;
using MinMo.Audio.Samples;

namespace MinMo.Cli.Talk;

/// <summary>Records a call as a stereo WAV file at 24 kHz: left the caller, right the agent.</summary>
internal sealed class CallRecorder : IDisposable
{
    private readonly WavWriter? _writer;
    private readonly Resampler _caller = new(16_000, AgentEar.RateHz);
    private readonly List<short> _left = [];
    private readonly List<short> _right = [];

    /// <summary>Opens the file.</summary>
    /// <param name="path">Where to; null records for the picture only.</param>
    public CallRecorder(string? path)
    {
        _writer = path is null ? null : WavWriter.Create(path, AgentEar.RateHz, channels: 2);
    }

    /// <summary>The caller's side at 24 kHz.</summary>
    public IReadOnlyList<short> Caller => _left;

    /// <summary>The agent's side at 24 kHz.</summary>
    public IReadOnlyList<short> Agent => _right;

    /// <summary>Appends 20 ms of both sides.</summary>
    public void Record(ReadOnlyMemory<short> caller, ReadOnlyMemory<short> agent)
    {
        var resampled = new float[_caller.OutputLength(caller.Length) + 1];
        int count = _caller.Process(Pcm.ToFloat(caller.Span), resampled);
        var left = Pcm.ToInt16(resampled.AsSpan(0, count));
        var frame = new short[agent.Length * 2];
        for (int i = 0; i < agent.Length; i++)
        {
            frame[2 * i] = i < left.Length ? left[i] : (short)0;
            frame[(2 * i) + 1] = agent.Span[i];
            _left.Add(frame[2 * i]);
            _right.Add(frame[(2 * i) + 1]);
        }

        _writer?.Write(frame);
    }

    /// <inheritdoc />
    public void Dispose() => _writer?.Dispose();
}
