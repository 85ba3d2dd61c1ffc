using MinMo.Training.Loop;

namespace MinMo.Training.Stages.Ear;

/// <summary>Chooses batches of utterances of similar length by seed and step alone.</summary>
/// <remarks>A batch is drawn around a place in the order of lengths; the place is drawn by seconds, so that every second
/// of speech is heard equally often.</remarks>
internal sealed class BatchChooser
{
    private const double Neighbourhood = 0.04; // of all utterances, to each side

    private readonly int _seed;
    private readonly long _budget;
    private readonly int[] _order;
    private readonly long[] _ends;
    private readonly long[] _lengths;

    /// <param name="lengths">Length of each utterance; those of zero are never chosen.</param>
    /// <param name="budget">Most that a batch holds, padding included; a single longer utterance is a batch of its own.</param>
    /// <param name="seed">Of the order.</param>
    public BatchChooser(IEnumerable<long> lengths, long budget, int seed)
    {
        (_seed, _budget) = (seed, budget);
        _lengths = [.. lengths];
        _order = [.. Enumerable.Range(0, _lengths.Length).Where(index => _lengths[index] > 0).OrderBy(index => _lengths[index])];
        _ends = new long[_order.Length];
        long end = 0;
        for (var place = 0; place < _order.Length; place++)
        {
            _ends[place] = end += _lengths[_order[place]];
        }
    }

    /// <summary>The utterances of one batch, longest first.</summary>
    /// <exception cref="InvalidOperationException">There are no utterances.</exception>
    public int[] Choose(long step)
    {
        if (_order.Length == 0)
        {
            throw new InvalidOperationException("there is nothing to choose from");
        }

        var random = StepRandom.Of(_seed, step);
        var found = Array.BinarySearch(_ends, random.NextInt64(_ends[^1]) + 1);
        var centre = found < 0 ? ~found : found;
        var reach = (int)Math.Max(8, Neighbourhood * _order.Length);
        var (low, high) = (Math.Max(0, centre - reach), Math.Min(_order.Length, centre + reach + 1));
        var chosen = new List<int> { _order[centre] };
        var longest = _lengths[_order[centre]];
        foreach (var place in Shuffled(low, high, random).Where(place => place != centre))
        {
            var next = Math.Max(longest, _lengths[_order[place]]);
            if (next * (chosen.Count + 1) > _budget)
            {
                break;
            }

            longest = next;
            chosen.Add(_order[place]);
        }

        return [.. chosen.OrderByDescending(index => _lengths[index])];
    }

    private static int[] Shuffled(int low, int high, Random random)
    {
        var places = Enumerable.Range(low, high - low).ToArray();
        random.Shuffle(places);
        return places;
    }
}
