using System.Runtime.InteropServices;
using MinMo.Abstractions.Calls;
using MinMo.Audio.Resampling;
using MinMo.Audio.Samples;

namespace MinMo.Conversation.Listening;

/// <summary>
/// What the agent says, laid out on the caller's sample clock by the gateway's reports of how far it was heard. Between
/// two reports it goes on as the clock does.
/// </summary>
internal sealed class AgentSound
{
    /// <summary>Deviation of a report from the clock that counts as a gap in the playout, not as jitter.</summary>
    private static readonly long Jitter = CallPosition.SamplesIn(TimeSpan.FromMilliseconds(10));

    /// <summary>Sound behind the caller's present that is still looked at.</summary>
    private static readonly int Kept = (int)CallPosition.SamplesIn(TimeSpan.FromSeconds(1));

    private readonly List<float> _samples = [];
    private ReplyId? _reply;
    private Resampler? _resampler;
    private long _dropped; // samples at the begin of the reply that are forgotten
    private long _begin; // position at which the reply's first sample lies
    private bool _playing;

    /// <summary>Samples held at the moment, 16 kHz.</summary>
    public int KeptSamples => _samples.Count;

    /// <summary>A reply has more sound.</summary>
    /// <param name="reply">The reply; another one than before replaces it.</param>
    /// <param name="rateHz">Of the samples.</param>
    /// <param name="samples">Behind those before.</param>
    public void Add(ReplyId reply, int rateHz, short[] samples)
    {
        if (_reply != reply)
        {
            (_reply, _playing, _dropped) = (reply, false, 0);
            _resampler = new Resampler(rateHz, CallPosition.RateHz, ResamplerTiming.Aligned);
            _samples.Clear();
        }

        var resampled = new float[_resampler!.OutputLength(samples.Length) + 1];
        int count = _resampler.Process(Pcm.ToFloat(samples), resampled);
        _samples.AddRange(resampled.AsSpan(0, count));
    }

    /// <summary>The gateway says how far the reply was heard.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="played">Samples, at the rate of the voice.</param>
    /// <param name="now">The caller's present.</param>
    public void Place(ReplyId reply, long played, CallPosition now)
    {
        if (_reply != reply || played <= 0)
        {
            return;
        }

        long begin = now.Samples - (played * CallPosition.RateHz / _resampler!.FromHz);
        if (!_playing || Math.Abs(begin - _begin) > Jitter)
        {
            _begin = begin;
        }

        _playing = true;
        Drop((int)(now.Samples - _begin - Kept - _dropped));
    }

    /// <summary>Nothing is heard from now on, until a report says otherwise.</summary>
    public void Stop() => _playing = false;

    /// <summary>The sound at a place of the clock.</summary>
    /// <param name="from">Begin.</param>
    /// <param name="block">Filled whole, with silence where there is no sound.</param>
    public void Read(CallPosition from, Span<float> block)
    {
        block.Clear();
        if (!_playing)
        {
            return;
        }

        long first = from.Samples - _begin - _dropped;
        int skip = (int)Math.Clamp(-first, 0, block.Length);
        int at = (int)Math.Clamp(first + skip, 0, _samples.Count);
        int count = Math.Min(block.Length - skip, _samples.Count - at);
        CollectionsMarshal.AsSpan(_samples).Slice(at, count).CopyTo(block[skip..]);
    }

    private void Drop(int count)
    {
        // Not for every report: the rest moves to the front.
        if (count > Kept)
        {
            int dropped = Math.Min(count, _samples.Count);
            _samples.RemoveRange(0, dropped);
            _dropped += dropped;
        }
    }
}
