using MinMo.Abstractions.Calls;
using MinMo.Audio.Resampling;
using MinMo.Audio.Samples;

namespace MinMo.Cli.Talk;

/// <summary>The agent's own voice as the caller's microphone picks it up: quieter and later.</summary>
/// <param name="decibels">Level against the voice itself.</param>
/// <param name="delay">The way from loudspeaker to microphone and through their buffers.</param>
internal sealed class AgentEcho(double decibels, TimeSpan delay)
{
    private readonly Resampler _resampler = new(AgentEar.RateHz, CallPosition.RateHz);
    private readonly float _gain = (float)AudioLevel.FromDbfs(decibels);
    private readonly Queue<float> _underway = new(new float[CallPosition.SamplesIn(delay)]);

    /// <summary>Takes in what the agent says in a frame, and adds what of it arrives in the same frame.</summary>
    /// <param name="agent">At <see cref="AgentEar.RateHz"/>.</param>
    /// <param name="caller">At <see cref="CallPosition.RateHz"/>.</param>
    public void Pass(ReadOnlySpan<short> agent, Span<short> caller)
    {
        var resampled = new float[_resampler.OutputLength(agent.Length) + 1];
        var count = _resampler.Process(Pcm.ToFloat(agent), resampled);
        foreach (var sample in resampled.AsSpan(0, count))
        {
            _underway.Enqueue(sample * _gain * short.MaxValue);
        }

        foreach (ref var sample in caller)
        {
            if (_underway.TryDequeue(out var echo))
            {
                sample = (short)Math.Clamp(sample + echo, short.MinValue, short.MaxValue);
            }
        }
    }
}
