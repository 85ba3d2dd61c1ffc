namespace MinMo.LoadTest.Network;

/// <summary>The way of one caller's packets: loses and delays them on the caller's sample clock.</summary>
internal sealed class PacketPath(NetworkConditions conditions, Random random)
{
    private readonly Queue<(TimeSpan Due, short[] Samples)> _underWay = new();
    private TimeSpan _lastDue;

    /// <summary>Packets whose sound was lost.</summary>
    public int Lost { get; private set; }

    /// <summary>A packet leaves the caller.</summary>
    public void Push(TimeSpan at, short[] samples)
    {
        if (conditions.LossShare > 0 && random.NextDouble() < conditions.LossShare)
        {
            samples = new short[samples.Length];
            Lost++;
        }

        var due = at + (conditions.Jitter * (conditions.Jitter > TimeSpan.Zero ? random.NextDouble() : 0));
        _lastDue = due > _lastDue ? due : _lastDue; // none overtakes another
        _underWay.Enqueue((_lastDue, samples));
    }

    /// <summary>The next packet that has arrived by now.</summary>
    public bool TryTake(TimeSpan now, out short[] samples)
    {
        if (_underWay.TryPeek(out var next) && next.Due <= now)
        {
            samples = _underWay.Dequeue().Samples;
            return true;
        }

        samples = [];
        return false;
    }
}
