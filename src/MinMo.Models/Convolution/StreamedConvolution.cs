using static TorchSharp.torch;

namespace MinMo.Models.Convolution;

/// <summary>One step of several streams, each with its own number of new frames: row i of a batch belongs to stream i,
/// and what stands behind its own frames is padding, which causal layers never mix into them.</summary>
/// <remarks>Nothing is remembered before <see cref="Commit"/>, so a failed step can be repeated.</remarks>
public sealed class StreamedConvolution : ConvolutionContext
{
    private readonly IReadOnlyList<StreamChunk> _chunks;
    private readonly int[] _lengths;
    private readonly List<Tensor>[] _remembered;
    private int _convolution;

    /// <summary>Prepares one step.</summary>
    public StreamedConvolution(IReadOnlyList<StreamChunk> chunks)
    {
        _chunks = chunks;
        _lengths = [.. chunks.Select(chunk => chunk.Frames)];
        _remembered = [.. chunks.Select(_ => new List<Tensor>())];
    }

    /// <summary>Frames of each stream that are valid at this point of the pass.</summary>
    public IReadOnlyList<int> Lengths => _lengths;

    /// <summary>The largest of <see cref="Lengths"/>.</summary>
    public int Longest => _lengths.Max();

    /// <inheritdoc/>
    public override Tensor Around(Tensor x, int past, int ahead) // [b, c, t]
    {
        using var scope = NewDisposeScope();
        var span = past + ahead;
        var joined = new Tensor[_chunks.Count];
        for (var i = 0; i < joined.Length; i++)
        {
            joined[i] = Join(x[i], i, past, ahead); // [c, w]
            Remember(i, joined[i], span);
            _lengths[i] = Math.Max(0, (int)joined[i].shape[1] - span);
        }

        _convolution++;
        var width = span + Math.Max(1, Longest); // layers get a frame even where none is valid yet
        return stack([.. joined.Select(frames => Fit(frames, width))]).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void Repeat(int factor)
    {
        for (var i = 0; i < _lengths.Length; i++)
        {
            _lengths[i] *= factor;
        }
    }

    /// <summary>Makes the streams remember this step.</summary>
    public void Commit()
    {
        for (var i = 0; i < _chunks.Count; i++)
        {
            _chunks[i].State.Replace(_remembered[i]);
        }
    }

    private Tensor Join(Tensor x, int stream, int past, int ahead)
    {
        var before = _chunks[stream].State[_convolution] ?? zeros([x.shape[0], past], x.dtype, x.device);
        var own = x.narrow(1, 0, _lengths[stream]);
        return _chunks[stream].Last && ahead > 0
            ? cat([before, own, zeros([x.shape[0], ahead], x.dtype, x.device)], 1)
            : cat([before, own], 1);
    }

    private void Remember(int stream, Tensor joined, int span)
    {
        var kept = Math.Min(span, joined.shape[1]);
        _remembered[stream].Add(
            joined.narrow(1, joined.shape[1] - kept, kept).clone().DetachFromDisposeScope());
    }

    private static Tensor Fit(Tensor frames, int width)
        => frames.shape[1] == width ? frames
            : frames.shape[1] > width ? frames.narrow(1, 0, width)
            : nn.functional.pad(frames, [0, width - frames.shape[1]]);
}
