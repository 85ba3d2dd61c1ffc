using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Lanes;

/// <summary>
/// All lanes of a decoder, shared out to places once and for all: an admitted call never finds the cache taken. A
/// place has its first lane from the begin; a fork takes the other one, whatever it held, and a branch the third.
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
    /// <param name="lanesPerPlace">1, 2 for forks, or 3 for a lane to listen in as well.</param>
    /// <param name="laneLength">Most tokens of a lane.</param>
    public LanePool(int places, int lanesPerPlace, int laneLength)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(lanesPerPlace is 1 or 2 or 3, true);
        _places = places;
        _lanes = [.. Enumerable.Range(0, places * lanesPerPlace).Select(slot => new Lane(slot, laneLength))];
    }

    /// <summary>Places; lane <c>slot</c> belongs to place <c>slot % Places</c>.</summary>
    public int Places => _places;

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

        var place = source.Slot % _places;
        return Copy(source, length, source.Slot < _places ? place + _places : place);
    }

    /// <summary>Gives out the third lane of the place as a copy of <paramref name="source"/>.</summary>
    /// <exception cref="InvalidOperationException">The pool has no third lane a place.</exception>
    public Lane Branch(Lane source, int length)
        => _lanes.Length == 3 * _places
            ? Copy(source, length, (source.Slot % _places) + (2 * _places))
            : throw new InvalidOperationException("the pool has no third lane a place");

    private Lane Copy(Lane source, int length, int slot)
    {
        var copy = _lanes[slot];
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
