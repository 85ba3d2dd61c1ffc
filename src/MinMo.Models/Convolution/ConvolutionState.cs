using static TorchSharp.torch;

namespace MinMo.Models.Convolution;

/// <summary>What the convolutions of one stream remember between its chunks: the last input frames of each, in the order
/// in which they run. A new stream remembers nothing.</summary>
public sealed class ConvolutionState : IDisposable
{
    private readonly List<Tensor> _frames = [];

    /// <summary>Bytes of the frames.</summary>
    public long ByteSize => _frames.Sum(static frames => frames.numel() * frames.element_size());

    /// <summary>A copy that goes on by itself.</summary>
    public ConvolutionState Fork()
    {
        var copy = new ConvolutionState();
        copy._frames.AddRange(_frames.Select(frames => frames.clone().DetachFromDisposeScope()));
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose() => Replace([]);

    /// <summary>What the convolution of that number remembers, <c>[c, w]</c>; null at the start of a stream.</summary>
    internal Tensor? this[int convolution] => convolution < _frames.Count ? _frames[convolution] : null;

    internal void Replace(IReadOnlyList<Tensor> frames)
    {
        foreach (var old in _frames)
        {
            old.Dispose();
        }

        _frames.Clear();
        _frames.AddRange(frames);
    }
}
