using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Language;

namespace MinMo.Inference.Minmo.Hearing;

/// <summary>
/// The rows of the last minute of one call, in order, so that they can be appended to a lane again: after a barge-in, in
/// front of a reply, when the listening lane is founded anew. Device thread only.
/// </summary>
internal sealed class HeardStream
{
    private readonly int _kept;
    private readonly Queue<HeardTick> _ticks = new();
    private int _numbers;
    private bool _forgot;

    /// <param name="tick">Length of a tick.</param>
    public HeardStream(TimeSpan tick) => _kept = (int)(MaximumAge / tick);

    /// <summary>What a turn may last, and its prefix padding.</summary>
    public static TimeSpan MaximumAge { get; } = TimeSpan.FromSeconds(62);

    /// <summary>Number of the next row.</summary>
    public int Next => _numbers;

    /// <summary>Begins a call.</summary>
    public void Begin() => (_numbers, _forgot) = (0, false);

    /// <summary>The audio goes on somewhere else: what came before belongs to no turn.</summary>
    public void Clear()
    {
        _ticks.Clear();
        _forgot = false;
    }

    /// <summary>Keeps a row.</summary>
    public void Add(HeardTick tick)
    {
        _numbers = tick.Number + 1;
        _ticks.Enqueue(tick);
        if (_ticks.Count > _kept)
        {
            _ticks.Dequeue();
            _forgot = true;
        }
    }

    /// <summary>The rows of a stretch of audio that were known at its end; null if some are forgotten.</summary>
    public IReadOnlyList<HeardTick>? Find(HeardAudio audio)
        => _forgot && _ticks.Peek().From > audio.From
            ? null
            : [.. _ticks.Where(tick => tick.To > audio.From && tick.KnownAt <= audio.To)];

    /// <summary>The rows from a position on; of <paramref name="most"/> the last ones.</summary>
    /// <param name="from">Null for the latest rows.</param>
    /// <param name="most">Most rows.</param>
    public IReadOnlyList<HeardTick> Latest(CallPosition? from, int most)
    {
        var chosen = from is { } begin ? _ticks.Where(tick => tick.To > begin) : _ticks;
        return [.. chosen.TakeLast(most)];
    }

    /// <summary>A row as a position of a lane.</summary>
    public static PromptRow PositionOf(HeardTick tick) => new(tick.Number, tick.Row);
}
