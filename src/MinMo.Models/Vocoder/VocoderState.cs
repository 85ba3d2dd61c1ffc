using MinMo.Models.Convolution;
using static TorchSharp.torch;

namespace MinMo.Models.Vocoder;

/// <summary>What the vocoder remembers of one stream: frames before its convolutions and the windows that still
/// overlap. A new state is the start of an utterance.</summary>
public sealed class VocoderState : IDisposable
{
    private long _frameSamples;
    private long _given;

    /// <summary>What the convolutions remember.</summary>
    internal ConvolutionState Convolutions { get; } = new();

    /// <summary>Sums of unfinished blocks and of their squared windows, <c>[2, blocks, hop]</c>; null at the start.</summary>
    internal Tensor? Tail { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Convolutions.Dispose();
        Tail?.Dispose();
    }

    internal void KeepTail(Tensor tail)
    {
        Tail?.Dispose();
        Tail = tail.DetachFromDisposeScope();
    }

    /// <summary>Drops what lies before the first sample, and at the end what lies behind the last one.</summary>
    /// <param name="samples">The blocks finished by this step, <c>[n]</c>.</param>
    /// <param name="frameSamples">Samples that this step's frames stand for.</param>
    /// <param name="edge">Samples by which blocks start before the first sample.</param>
    /// <param name="last">Whether the stream ends.</param>
    internal Tensor Cut(Tensor samples, long frameSamples, int edge, bool last)
    {
        var blockStart = _frameSamples - edge;
        _frameSamples += frameSamples;
        var end = Math.Min(blockStart + samples.shape[0], last ? _frameSamples : long.MaxValue);
        var start = Math.Min(_given, end);
        if (end <= start)
        {
            return samples.narrow(0, 0, 0).clone();
        }

        _given = end;
        return samples.narrow(0, start - blockStart, end - start).clone();
    }
}
