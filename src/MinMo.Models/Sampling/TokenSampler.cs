namespace MinMo.Models.Sampling;

/// <summary>Chooses tokens from logits. Its buffers are reused, so that choosing allocates nothing; not thread-safe.</summary>
public sealed class TokenSampler
{
    private readonly SamplingOptions _options;
    private readonly Random _random;
    private float[] _scores = [];
    private float[] _sorted = [];
    private int[] _ids = [];
    private int[] _penalizedAt = [];
    private int _round;

    /// <param name="options">How to choose.</param>
    /// <param name="seed">The same seed and logits give the same choices.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public TokenSampler(SamplingOptions options, int seed)
    {
        options.Validate();
        _options = options;
        _random = new Random(seed);
    }

    /// <summary>Chooses the next token.</summary>
    /// <param name="logits">One score per id.</param>
    /// <param name="history">Ids so far, prompt included, in any order; ids without a score are ignored.</param>
    public int Next(ReadOnlySpan<float> logits, ReadOnlySpan<int> history)
    {
        Reserve(logits.Length);
        var scores = _scores.AsSpan(0, logits.Length);
        if (_options.IsGreedy)
        {
            logits.CopyTo(scores);
            Penalize(scores, history);
            return IndexOfLargest(scores);
        }

        Filter(logits, history, scores);
        Normalize(scores);
        return Draw(scores);
    }

    /// <summary>The scores that are left to draw from: minus infinity for removed ids.</summary>
    /// <param name="logits">One score per id.</param>
    /// <param name="history">Ids so far.</param>
    /// <param name="scores">As long as the logits.</param>
    public void Filter(ReadOnlySpan<float> logits, ReadOnlySpan<int> history, Span<float> scores)
    {
        Reserve(logits.Length);
        logits.CopyTo(scores);
        Penalize(scores, history);
        Heat(scores);
        KeepTopK(scores);
        KeepTopP(scores);
    }

    /// <summary>Makes probabilities of scores (softmax, in place).</summary>
    internal static void Normalize(Span<float> scores)
    {
        var largest = scores[IndexOfLargest(scores)];
        var total = 0.0;
        foreach (ref var score in scores)
        {
            // Most are removed as a rule: exp() of those would take most of the time.
            var weight = score > float.NegativeInfinity ? Math.Exp((double)score - largest) : 0;
            score = (float)weight;
            total += weight;
        }

        foreach (ref var score in scores)
        {
            score = (float)(score / total);
        }
    }

    private void Reserve(int vocabulary)
    {
        if (_scores.Length < vocabulary)
        {
            _scores = new float[vocabulary];
            _sorted = new float[vocabulary];
            _ids = new int[vocabulary];
            _penalizedAt = new int[vocabulary];
            _round = 0;
        }
    }

    private void Penalize(Span<float> scores, ReadOnlySpan<int> history)
    {
        if (_options.RepetitionPenalty == 1)
        {
            return;
        }

        var penalty = (float)_options.RepetitionPenalty;
        _round++;
        foreach (var id in history)
        {
            if ((uint)id < (uint)scores.Length && _penalizedAt[id] != _round)
            {
                _penalizedAt[id] = _round;
                scores[id] = scores[id] < 0 ? scores[id] * penalty : scores[id] / penalty;
            }
        }
    }

    private void Heat(Span<float> scores)
    {
        if (_options.Temperature is not (0 or 1))
        {
            var temperature = (float)_options.Temperature;
            foreach (ref var score in scores)
            {
                score /= temperature;
            }
        }
    }

    private void KeepTopK(Span<float> scores)
    {
        if (_options.TopK == 0 || _options.TopK >= scores.Length)
        {
            return;
        }

        var threshold = Selection.KthLargest(scores, _options.TopK, _sorted);
        foreach (ref var score in scores)
        {
            if (score < threshold)
            {
                score = float.NegativeInfinity;
            }
        }
    }

    /// <summary>Removes the least likely ids as long as together they have no more than 1 - p.</summary>
    private void KeepTopP(Span<float> scores)
    {
        if (_options.TopP >= 1)
        {
            return;
        }

        var count = SortFinite(scores);
        var total = 0.0;
        for (var i = 0; i < count; i++)
        {
            total += WeightOf(i, count);
        }

        var removable = (1 - _options.TopP) * total;
        var sum = 0.0;
        for (var i = 0; i < count - 1; i++)
        {
            sum += WeightOf(i, count);
            if (sum > removable)
            {
                break;
            }

            scores[_ids[i]] = float.NegativeInfinity;
        }
    }

    /// <summary>Unnormalised probability of the i-th smallest score.</summary>
    private double WeightOf(int i, int count) => Math.Exp((double)_sorted[i] - _sorted[count - 1]);

    /// <summary>Fills the sorted scores, ascending, and their ids with those that were not removed.</summary>
    private int SortFinite(ReadOnlySpan<float> scores)
    {
        var count = 0;
        for (var id = 0; id < scores.Length; id++)
        {
            if (scores[id] > float.NegativeInfinity)
            {
                (_sorted[count], _ids[count]) = (scores[id], id);
                count++;
            }
        }

        Array.Sort(_sorted, _ids, 0, count);
        return count;
    }

    private int Draw(ReadOnlySpan<float> probabilities)
    {
        var rest = _random.NextDouble();
        var last = 0;
        for (var id = 0; id < probabilities.Length; id++)
        {
            if (probabilities[id] > 0)
            {
                last = id;
                rest -= probabilities[id];
                if (rest < 0)
                {
                    break;
                }
            }
        }

        return last; // also if rounding left the sum a little below 1
    }

    /// <summary>The first of the largest scores.</summary>
    private static int IndexOfLargest(ReadOnlySpan<float> scores)
    {
        var at = 0;
        for (var id = 1; id < scores.Length; id++)
        {
            if (scores[id] > scores[at])
            {
                at = id;
            }
        }

        return at;
    }
}
