using MinMo.Models.MelSpeech;
using static TorchSharp.torch;

namespace MinMo.Inference.Speech;

/// <summary>The mel frames of a reply between flow and vocoder. A flow makes no frame twice: what a vocoder that fails leaves
/// behind waits here for the next try.</summary>
/// <param name="pace">The reply's speaking rate; owned.</param>
internal sealed class UnheardFrames(FramePace pace) : IDisposable
{
    private Tensor? _made;  // [bands, m]
    private Tensor? _paced; // [bands, n]

    /// <summary>Whether all that the flow made was heard.</summary>
    public bool IsEmpty => _made is null && _paced is null;

    /// <summary>Bytes of the frames that the rate keeps for later ones.</summary>
    public long ByteSize => pace.ByteSize;

    /// <summary>How many frames become of the first ones of the reply.</summary>
    public long CountOf(long frames) => pace.CountOf(frames);

    /// <summary>Takes what the flow made.</summary>
    /// <param name="frames"><c>[bands, m]</c>; kept.</param>
    /// <exception cref="InvalidOperationException">What was made before was not heard.</exception>
    public void Add(Tensor frames)
    {
        if (!IsEmpty)
        {
            throw new InvalidOperationException("frames that were made before have not been heard");
        }

        _made = frames.DetachFromDisposeScope();
    }

    /// <summary>The frames at the speaking rate; the same ones until they are heard.</summary>
    /// <param name="last">Whether they are the reply's last.</param>
    /// <returns><c>[bands, n]</c>; stays this object's.</returns>
    public Tensor Paced(bool last)
    {
        if (_paced is null)
        {
            _paced = pace.Take(_made ?? throw new InvalidOperationException("no frames were made"), last).DetachFromDisposeScope();
            _made = ReferenceEquals(_made, _paced) ? null : Dropped(_made);
        }

        return _paced;
    }

    /// <summary>They became sound.</summary>
    public void Heard() => (_made, _paced) = (Dropped(_made), Dropped(_paced));

    /// <inheritdoc />
    public void Dispose()
    {
        Heard();
        pace.Dispose();
    }

    private static Tensor? Dropped(Tensor? frames)
    {
        frames?.Dispose();
        return null;
    }
}
