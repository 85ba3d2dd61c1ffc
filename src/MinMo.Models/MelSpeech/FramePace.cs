using MinMo.Models.CosyVoice.Vocoder;
using static TorchSharp.torch;

namespace MinMo.Models.MelSpeech;

/// <summary>The mel frames of one utterance faster or slower at the same pitch, as they come:
/// <see cref="HiftVocoder.AtSpeed"/> in pieces, however they are cut.</summary>
/// <remarks>The public code has a speed for whole utterances only, and spreads a whole number of frames over all of them.
/// How many there will be is not known here: frame j lies at <c>(j + 1/2) speed - 1/2</c>. That is the same where nothing
/// has to be rounded; else the last frame lies less than <c>speed</c> frames away from the public code's.</remarks>
/// <param name="speed">1 changes nothing, 2 halves the time.</param>
public sealed class FramePace(double speed) : IDisposable
{
    /// <summary>The slowest speed that is meant: half of the voice's own.</summary>
    public const float Slowest = 0.5f;

    /// <summary>The fastest speed that is meant.</summary>
    public const float Fastest = 2;

    /// <summary>The most frames that are kept for later ones, from <see cref="Slowest"/> to <see cref="Fastest"/>.</summary>
    public const int MostHeldFrames = 2;

    private Tensor? _held; // [bands, n]
    private long _taken;
    private long _given;

    /// <summary>Bytes of the frames that are kept.</summary>
    public long ByteSize => _held is null ? 0 : _held.numel() * _held.element_size();

    /// <summary>How many frames become of the first ones of an utterance.</summary>
    public long CountOf(long frames) => (long)(frames / speed);

    /// <summary>Takes the next frames.</summary>
    /// <param name="frames"><c>[bands, m]</c>.</param>
    /// <param name="last">Whether no more come.</param>
    /// <returns>Those that are certain now, <c>[bands, n]</c>; n may be 0. At speed 1 the frames themselves.</returns>
    public Tensor Take(Tensor frames, bool last)
    {
        ArgumentNullException.ThrowIfNull(frames);
        if (speed == 1)
        {
            return frames;
        }

        using var scope = NewDisposeScope();
        var known = _held is null ? frames : cat([_held, frames], 1);                    // [bands, k]
        var taken = _taken + frames.shape[1];
        var first = taken - known.shape[1];
        var places = Places(taken, last);
        var mixed = places.Count == 0
            ? known.narrow(1, 0, 0).clone()
            : Mix(known, [.. places.Select(place => place - first)]);                    // [bands, n]
        Keep(known, first, taken, _given + places.Count);
        (_taken, _given) = (taken, _given + places.Count);
        return mixed.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _held?.Dispose();

    private static Tensor Mix(Tensor known, double[] places)
    {
        var end = known.shape[1] - 1;
        var left = Array.ConvertAll(places, place => Math.Clamp((long)Math.Floor(place), 0, end));
        var right = Array.ConvertAll(left, at => Math.Min(at + 1, end));
        var weights = tensor([.. places.Zip(left, static (place, at) => (float)Math.Max(place - at, 0))]); // [n]
        var from = known.index_select(1, tensor(left));                                              // [bands, n]
        return from + ((known.index_select(1, tensor(right)) - from) * weights);
    }

    private double PlaceOf(long frame) => ((frame + 0.5) * speed) - 0.5;

    /// <summary>Where the next frames lie, as far as both their neighbours are there.</summary>
    private List<double> Places(long taken, bool last)
    {
        var places = new List<double>();
        for (var next = _given; next < CountOf(taken) && (last || PlaceOf(next) < taken - 1); next++)
        {
            places.Add(PlaceOf(next));
        }

        return places;
    }

    private void Keep(Tensor known, long first, long taken, long next)
    {
        var from = Math.Clamp((long)Math.Floor(PlaceOf(next)), first, taken);
        var held = known.narrow(1, from - first, taken - from).clone().DetachFromDisposeScope();
        _held?.Dispose();
        _held = held;
    }
}
