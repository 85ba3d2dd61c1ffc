using MinMo.Models.Language;

namespace MinMo.Inference.Lanes;

/// <summary>
/// Forks that cost nothing until they are used: a copy reads the cache of its source until one of the two is written where
/// the copy counts, and only then positions are copied. A fork that is dropped was never made.
/// </summary>
internal sealed class LaneSharing(IDecoderExecutor decoder, LanePool pool)
{
    private readonly Share?[] _shares = new Share?[pool.Count];

    /// <summary>Makes a lane, just given out, a copy of the begin of another one.</summary>
    public void Begin(Lane source, Lane copy, int length)
    {
        // Whoever still reads what the copy's place held before must have it first.
        Part(copy.Slot, 0);
        Own(source.Slot);
        _shares[copy.Slot] = length > 0 ? new Share(source.Slot, length, copy, copy.Generation) : null;
    }

    /// <summary>Gives a lane its own positions, and those that read it theirs, before it is written.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="at">The first position that is written.</param>
    public void BeforeWrite(Lane lane, int at)
    {
        Own(lane.Slot);
        Part(lane.Slot, at);
    }

    private void Part(int source, int at)
    {
        for (var slot = source % pool.Places; slot < _shares.Length; slot += pool.Places)
        {
            if (_shares[slot] is { } share && share.Source == source && share.Length > at)
            {
                Own(slot);
            }
        }
    }

    // A copy that was closed or given out anew needs nothing any more.
    private void Own(int slot)
    {
        if (_shares[slot] is not { } share)
        {
            return;
        }

        _shares[slot] = null;
        if (share.Copy.IsOpen && share.Copy.Generation == share.Generation)
        {
            decoder.CopyLane(share.Source, slot, share.Length);
        }
    }

    /// <summary>A copy that was not made yet.</summary>
    private sealed record Share(int Source, int Length, Lane Copy, uint Generation);
}
