namespace MinMo.Models.Tokenization;

/// <summary>Merges a long piece in O(n log n): symbols in a linked list, pairs in a queue by rank and place.</summary>
internal sealed class MergeQueue
{
    private readonly BytePairVocabulary _vocabulary;
    private readonly int[] _symbols;
    private readonly int[] _next;
    private readonly int[] _previous;
    private readonly PriorityQueue<Candidate, (int Rank, int At)> _queue = new();

    public MergeQueue(BytePairVocabulary vocabulary, ReadOnlySpan<int> symbols)
    {
        _vocabulary = vocabulary;
        _symbols = symbols.ToArray();
        _next = new int[symbols.Length];
        _previous = new int[symbols.Length];
        for (var i = 0; i < symbols.Length; i++)
        {
            (_previous[i], _next[i]) = (i - 1, i + 1);
        }

        for (var i = 0; i + 1 < symbols.Length; i++)
        {
            Enqueue(i);
        }
    }

    public void AppendTo(List<int> ids)
    {
        while (_queue.TryDequeue(out var candidate, out _))
        {
            if (IsCurrent(candidate))
            {
                Apply(candidate);
            }
        }

        for (var i = 0; i < _symbols.Length; i = _next[i])
        {
            ids.Add(_symbols[i]);
        }
    }

    private void Enqueue(int left)
    {
        var right = _next[left];
        if (_vocabulary.Find(_symbols[left], _symbols[right]) is { Id: >= 0 } merge)
        {
            _queue.Enqueue(new Candidate(left, _symbols[left], _symbols[right], merge.Id), (merge.Rank, left));
        }
    }

    /// <summary>Either neighbour may have been merged away since the pair was queued.</summary>
    private bool IsCurrent(Candidate candidate)
        => _symbols[candidate.At] == candidate.Left
            && _next[candidate.At] < _symbols.Length
            && _symbols[_next[candidate.At]] == candidate.Right;

    private void Apply(Candidate candidate)
    {
        var left = candidate.At;
        var right = _next[left];
        _symbols[left] = candidate.Id;
        _symbols[right] = -1; // so that pairs that began there are stale
        _next[left] = _next[right];
        if (_next[left] < _symbols.Length)
        {
            _previous[_next[left]] = left;
            Enqueue(left);
        }

        if (_previous[left] >= 0)
        {
            Enqueue(_previous[left]);
        }
    }

    private readonly record struct Candidate(int At, int Left, int Right, int Id);
}
