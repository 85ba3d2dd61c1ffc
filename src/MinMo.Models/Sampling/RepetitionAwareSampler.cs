namespace MinMo.Models.Sampling;

/// <summary>Repetition-aware sampling: a draw from the likeliest ids, and where the drawn one has occurred too often of late,
/// a second draw from all others.</summary>
/// <remarks>VALL-E 2 (arXiv 2406.05370), section 4.3, as CosyVoice 2 does it since February 2026 (the repeated id is
/// banned). Not thread-safe.</remarks>
/// <param name="options">How to choose.</param>
/// <param name="uniform">Gives numbers of [0, 1), one for each draw.</param>
public sealed class RepetitionAwareSampler(RepetitionAwareOptions options, Func<double> uniform)
{
    private readonly int[] _kept = new int[options.TopK];
    private readonly float[] _keptProbabilities = new float[options.TopK];
    private float[] _probabilities = [];

    /// <summary>Chooses an id.</summary>
    /// <param name="scores">Of each id; minus infinity for those that must not be chosen. Shifting all changes nothing.</param>
    /// <param name="history">Ids chosen so far, oldest first.</param>
    public int Next(ReadOnlySpan<float> scores, IReadOnlyList<int> history)
    {
        var kept = Keep(scores, out var probabilities);
        var id = kept[Draw(probabilities)];
        return IsRepetition(id, history) ? Draw(Without(scores, id)) : id;
    }

    /// <summary>What the first draw is from, the likeliest id first; of equal ones the smaller.</summary>
    /// <param name="scores">Of each id.</param>
    /// <param name="probabilities">Of the kept ids, not divided by their sum; valid until the next call.</param>
    internal ReadOnlySpan<int> Keep(ReadOnlySpan<float> scores, out ReadOnlySpan<float> probabilities)
    {
        var all = Softmax(scores);
        var count = 0;
        for (var id = 0; id < all.Length; id++)
        {
            if (count < _kept.Length || all[id] > _keptProbabilities[count - 1])
            {
                Insert(id, all[id], ref count);
            }
        }

        var (sum, end) = (0f, 0);
        while (end < count && sum < (float)options.TopP)
        {
            sum += _keptProbabilities[end++];
        }

        probabilities = _keptProbabilities.AsSpan(0, end);
        return _kept.AsSpan(0, end);
    }

    /// <summary>Whether an id has occurred so often of late that it is not taken again.</summary>
    internal bool IsRepetition(int id, IReadOnlyList<int> history)
    {
        var occurrences = 0;
        for (var i = Math.Max(0, history.Count - options.Window); i < history.Count; i++)
        {
            occurrences += history[i] == id ? 1 : 0;
        }

        return occurrences >= options.Window * options.Share;
    }

    /// <summary>What the second draw is from: probabilities of all ids, the banned one at zero; valid until the next call.</summary>
    internal ReadOnlySpan<float> Without(ReadOnlySpan<float> scores, int banned)
    {
        var others = scores.ToArray();
        others[banned] = float.NegativeInfinity;
        return Softmax(others);
    }

    private void Insert(int id, float probability, ref int count)
    {
        var at = Math.Min(count, _kept.Length - 1);
        for (; at > 0 && _keptProbabilities[at - 1] < probability; at--)
        {
            (_kept[at], _keptProbabilities[at]) = (_kept[at - 1], _keptProbabilities[at - 1]);
        }

        (_kept[at], _keptProbabilities[at]) = (id, probability);
        count = Math.Min(count + 1, _kept.Length);
    }

    private Span<float> Softmax(ReadOnlySpan<float> scores)
    {
        if (_probabilities.Length != scores.Length)
        {
            _probabilities = new float[scores.Length];
        }

        var largest = scores[0];
        foreach (var score in scores)
        {
            largest = Math.Max(largest, score);
        }

        var sum = 0.0;
        for (var id = 0; id < scores.Length; id++)
        {
            _probabilities[id] = MathF.Exp(scores[id] - largest);
            sum += _probabilities[id];
        }

        var scale = (float)sum;
        foreach (ref var probability in _probabilities.AsSpan())
        {
            probability /= scale;
        }

        return _probabilities;
    }

    private int Draw(ReadOnlySpan<float> probabilities)
    {
        var total = 0.0;
        foreach (var probability in probabilities)
        {
            total += probability;
        }

        var rest = uniform() * total;
        var last = 0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            if (probabilities[i] > 0)
            {
                last = i;
                rest -= probabilities[i];
                if (rest < 0)
                {
                    break;
                }
            }
        }

        return last; // also if rounding left a little
    }
}
