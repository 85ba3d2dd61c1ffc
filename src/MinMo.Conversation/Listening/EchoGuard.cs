using MinMo.Abstractions.Calls;
using MinMo.Audio.Echo;
using MinMo.Audio.Samples;

namespace MinMo.Conversation.Listening;

/// <summary>Keeps the agent's own voice out of the caller's audio, block by block on the sample clock.</summary>
/// <param name="sound">What the agent says.</param>
internal sealed class EchoGuard(AgentSound sound)
{
    /// <summary>Samples of a block; ticks of all families are whole blocks, so that guarding costs no time.</summary>
    public const int BlockSamples = EchoCanceller.BlockSamples;

    private readonly float[] _far = new float[BlockSamples];
    private readonly float[] _near = new float[BlockSamples];
    private EchoCanceller? _canceller;

    /// <summary>Takes echo out of one block.</summary>
    /// <param name="from">Its place on the clock.</param>
    /// <param name="block">The caller's line.</param>
    /// <returns>Whether anything was changed.</returns>
    public bool Clean(CallPosition from, Span<short> block)
    {
        sound.Read(from, _far);
        if (_canceller is null)
        {
            if (!_far.AsSpan().ContainsAnyExcept(0))
            {
                return false;
            }

            _canceller = new EchoCanceller();
        }

        Pcm.ToFloat(block, _near);
        _canceller.Process(_far, _near);
        if (!_canceller.IsSounding)
        {
            return false;
        }

        Pcm.ToInt16(_near, block);
        return true;
    }
}
