using static TorchSharp.torch;

namespace MinMo.Models.Vocoder;

/// <summary>Joins windowed frames to a waveform: the inverse of a short-time Fourier transform whose first window starts
/// (window - hop) / 2 samples before the first sample.</summary>
/// <remarks>Frames are cut into blocks of one hop, so that an addition of overlapping windows is one of shifted blocks.
/// Sums are divided by the sum of squared windows, also at the edges.</remarks>
internal sealed class OverlapAdd
{
    private const double SmallestSum = 1e-8;

    private readonly int _window;
    private readonly int _hop;
    private readonly int _blocks;
    private readonly Tensor _shape;
    private readonly Tensor _square;

    public OverlapAdd(int window, int hop)
    {
        using var scope = NewDisposeScope();
        (_window, _hop, _blocks) = (window, hop, (window + hop - 1) / hop);
        _shape = hann_window(window).DetachFromDisposeScope();
        _square = Blocks((_shape * _shape).view(1, 1, window)).DetachFromDisposeScope(); // [1, 1, blocks, hop]
    }

    private int Edge => (_window - _hop) / 2;

    /// <summary>Whole utterances.</summary>
    /// <param name="frames"><c>[b, t, window]</c>.</param>
    /// <returns><c>[b, t * hop]</c>.</returns>
    public Tensor Whole(Tensor frames)
    {
        var t = frames.shape[1];
        var sum = Add(Blocks(frames * _shape));                      // [b, t + blocks - 1, hop]
        var weight = Add(_square.expand(1, t, _blocks, _hop));       // [1, t + blocks - 1, hop]
        var samples = (sum / weight.clamp_min(SmallestSum)).view(frames.shape[0], -1);
        return samples.narrow(1, Edge, t * _hop);
    }

    /// <summary>The next frames of one stream.</summary>
    /// <param name="state">What overlaps; changed.</param>
    /// <param name="frames"><c>[t, window]</c>; t may be 0.</param>
    /// <param name="last">Whether no frames follow.</param>
    /// <returns>Finished samples, <c>[n]</c>.</returns>
    public Tensor Append(VocoderState state, Tensor frames, bool last)
    {
        var t = frames.shape[0];
        var tail = state.Tail ?? zeros(2, _blocks - 1, _hop);                        // [2, blocks - 1, hop]
        if (t > 0)
        {
            var sum = Add(Blocks((frames * _shape).unsqueeze(0)));                   // [1, t + blocks - 1, hop]
            var weight = Add(_square.expand(1, t, _blocks, _hop));
            tail = cat([sum, weight]) + nn.functional.pad(tail, [0, 0, 0, t]);       // [2, t + blocks - 1, hop]
        }

        var finished = last ? tail : tail.narrow(1, 0, t);
        state.KeepTail(tail.narrow(1, t, _blocks - 1).clone());
        var samples = (finished[0] / finished[1].clamp_min(SmallestSum)).view(-1);
        return state.Cut(samples, t * _hop, Edge, last);
    }

    private Tensor Blocks(Tensor frames) // [b, t, window]
        => nn.functional.pad(frames, [0, (_blocks * _hop) - _window]).view(frames.shape[0], frames.shape[1], _blocks, _hop);

    private Tensor Add(Tensor blocks) // [b, t, blocks, hop]
    {
        var sum = nn.functional.pad(blocks.select(2, 0), [0, 0, 0, _blocks - 1]);
        for (var block = 1; block < _blocks; block++)
        {
            sum = sum + nn.functional.pad(blocks.select(2, block), [0, 0, block, _blocks - 1 - block]);
        }

        return sum; // [b, t + blocks - 1, hop]
    }
}
