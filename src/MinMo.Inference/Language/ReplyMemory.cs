namespace MinMo.Inference.Language;

/// <summary>
/// What the voice reads of a reply: each token and the hidden state that foresaw it, by position in the dialogue lane.
/// Written by the language device and read by the voice device, hence the lock.
/// </summary>
internal sealed class ReplyMemory
{
    /// <summary>Tokens in front of the answer of a tool may still wait for the voice; none waits over so many.</summary>
    private const int LongestWait = 512;

    // Guards the dictionary.
    private readonly Lock _lock = new();
    private readonly Dictionary<int, (int Token, float[] Hidden)> _kept = [];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _kept.Clear();
        }
    }

    /// <summary>A reply begins at a position: earlier replies were spoken, later positions are void.</summary>
    public void Forget(int position)
    {
        lock (_lock)
        {
            foreach (var other in _kept.Keys.Where(other => other >= position || position - other > LongestWait).ToArray())
            {
                _kept.Remove(other);
            }
        }
    }

    /// <summary>Keeps a token.</summary>
    public void Keep(int position, int token, ReadOnlySpan<float> hidden)
    {
        lock (_lock)
        {
            _kept[position] = (token, hidden.ToArray());
        }
    }

    /// <summary>What lies at a position; null if it is forgotten.</summary>
    public (int Token, float[] Hidden)? Find(int position)
    {
        lock (_lock)
        {
            return _kept.TryGetValue(position, out var found) ? found : null;
        }
    }
}
