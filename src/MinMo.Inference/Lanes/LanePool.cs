using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Lanes;

/// <summary>
/// All lanes of a decoder, shared out to places once and for all: an admitted call never finds the cache taken. A
/// place has its first lane from the begin; where lanes are doubled, a fork takes the other one, whatever it held.
/// </summary>
/// <remarks>
/// The first lanes of all places lie in front, the second ones behind them, so that the lanes which decode together
/// are neighbours in the cache. A place's lanes are touched by one thread at a time: the device's, or the one that
/// moves a call in or out while nothing runs.
/// </remarks>
internal sealed class LanePool
{
    private readonly int _places;
    private readonly Lane[] _lanes;

    /// <param name="places">Calls at once.</param>
    /// <param name="lanesPerPlace">1, or 2 for forks.</param>
    /// <param name="laneLength">Most tokens of a lane.</param>
    public LanePool(int places, int lanesPerPlace, int laneLength)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lanesPerPlace is 1 or 2, true);
        _places = places;
        _lanes = [.. Enumerable.Range(0, places * lanesPerPlace).Select(slot => new Lane(slot, laneLength))];
    }

    /// <summary>All lanes.</summary>
    public int Count => _lanes.Length;

    /// <summary>Whether lanes can be forked.</summary>
    public bool CanFork => _lanes.Length > _places;

    /// <summary>Gives a place its dialogue lane.</summary>
    public Lane Open(int place)
    {
        var lane = _lanes[place];
        lane.Open();
        return lane;
    }

    /// <summary>The lane of a place that a handle names; null if the handle is stale or another place's.</summary>
    public Lane? Find(int place, LaneHandle handle)
        => (uint)handle.Slot < (uint)_lanes.Length && handle.Slot % _places == place
            && _lanes[handle.Slot] is { IsOpen: true } lane && lane.Generation == handle.Generation
                ? lane
                : null;

    /// <summary>Gives out the other lane of the place as a copy of <paramref name="source"/>.</summary>
    /// <exception cref="InvalidOperationException">The pool has one lane a place.</exception>
    public Lane Fork(Lane source, int length)
    {
        if (!CanFork)
        {
            throw new InvalidOperationException("the pool has one lane a place: set LanesPerCall to 2 to fork");
        }

        var copy = _lanes[(source.Slot + _places) % _lanes.Length];
        copy.Open();
        copy.CopyFrom(source, length);
        return copy;
    }

    /// <summary>Takes all lanes of a place back.</summary>
    public void Close(int place)
    {
        for (var slot = place; slot < _lanes.Length; slot += _places)
        {
            _lanes[slot].Close();
        }
    }
}
