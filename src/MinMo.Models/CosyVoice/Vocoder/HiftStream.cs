using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Vocoder;

/// <summary>One utterance on its way from mel frames to samples: the last frames, the excitation made of them, and the
/// samples that the next chunk fades over. A new one is the start of an utterance.</summary>
/// <remarks>The noise of a chunk depends on the seed and the chunk's number alone, so a failed step can be repeated.</remarks>
/// <param name="seed">Of the excitation's noise.</param>
public sealed class HiftStream(ulong seed) : IDisposable
{
    // Keeps neighbouring seeds from sharing the noise of their chunks.
    private const ulong SeedStride = 1_000_003;

    private ulong _chunk;

    /// <summary>Whether the last frames were rendered.</summary>
    public bool IsFinished { get; internal set; }

    /// <summary>Bytes that are remembered.</summary>
    public long ByteSize
        => new[] { Mel, Source, Wave }.Sum(static kept => kept is null ? 0 : kept.numel() * kept.element_size());

    /// <summary>The last frames, <c>[bands, t]</c>; null before the first.</summary>
    internal Tensor? Mel { get; private set; }

    /// <summary>Their excitation, <c>[1, n]</c>; null until a chunk was rendered.</summary>
    internal Tensor? Source { get; private set; }

    /// <summary>Their samples, faded already, <c>[n]</c>; null until a chunk was rendered.</summary>
    internal Tensor? Wave { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => Forget();

    /// <summary>Draws normal noise.</summary>
    /// <returns><c>[samples, sines]</c>, in the caller's scope.</returns>
    internal Tensor Noise(long samples, int sines)
    {
        using var generator = new Generator((seed * SeedStride) + _chunk);
        return randn([samples, sines], generator: generator);
    }

    /// <summary>Remembers frames that are too few for a chunk.</summary>
    internal void Wait(Tensor mel)
    {
        Mel?.Dispose();
        Mel = mel.clone().DetachFromDisposeScope();
    }

    internal void Keep(Tensor mel, Tensor source, Tensor wave)
    {
        Forget();
        Mel = mel.clone().DetachFromDisposeScope();
        Source = source.clone().DetachFromDisposeScope();
        Wave = wave.clone().DetachFromDisposeScope();
        _chunk++;
    }

    private void Forget()
    {
        Mel?.Dispose();
        Source?.Dispose();
        Wave?.Dispose();
        (Mel, Source, Wave) = (null, null, null);
    }
}
