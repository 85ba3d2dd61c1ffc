using MinMo.Abstractions.Engine;

namespace MinMo.Conversation.Listening;

/// <summary>The evidence of the latest ticks, averaged, where the model judges turns.</summary>
internal sealed class TurnEvidence
{
    private readonly Queue<DuplexEvidence> _latest = new();

    /// <summary>Mean evidence that the turn is complete.</summary>
    public float Respond => _latest.Count == 0 ? 0 : _latest.Average(static evidence => evidence.Respond);

    /// <summary>Mean evidence that the caller is in a turn.</summary>
    public float Hold => _latest.Count == 0 ? 0 : _latest.Average(static evidence => evidence.Hold);

    /// <summary>Takes in one tick.</summary>
    /// <param name="evidence">Of the tick.</param>
    /// <param name="ticks">How many ticks are averaged.</param>
    public void Observe(in DuplexEvidence evidence, int ticks)
    {
        _latest.Enqueue(evidence);
        while (_latest.Count > Math.Max(1, ticks))
        {
            _latest.Dequeue();
        }
    }

    /// <summary>What was seen tells nothing of what comes: the floor has changed hands.</summary>
    public void Clear() => _latest.Clear();
}
