namespace MinMo.LoadTest.Shapes;

/// <summary>How many callers there are, and when.</summary>
/// <param name="Kind">How their number changes.</param>
/// <param name="Callers">Most at once.</param>
/// <param name="Duration">Of the run; callers finish the turn they are in.</param>
public sealed record LoadShape(LoadShapeKind Kind, int Callers, TimeSpan Duration)
{
    private const int SpikeQuarter = 4;
    private const double SpikeFrom = 0.4;
    private const double SpikeTo = 0.6;

    // People do not dial in the same millisecond; twenty a second is still a rush.
    private static readonly TimeSpan Stagger = TimeSpan.FromMilliseconds(50);

    /// <summary>Each caller's time. In no shape does a caller come twice.</summary>
    public IReadOnlyList<CallerSpan> Spans()
        => [.. Enumerable.Range(0, Callers).Select(SpanOf).Where(static span => span.From < span.To)];

    private CallerSpan SpanOf(int caller) => Kind switch
    {
        LoadShapeKind.Ramp => new CallerSpan(caller, Duration * ((double)caller / Callers), Duration),
        LoadShapeKind.Spike when caller >= Base => new CallerSpan(
            caller, (Duration * SpikeFrom) + (Stagger * (caller - Base)), Duration * SpikeTo),
        _ => new CallerSpan(caller, Stagger * caller, Duration),
    };

    private int Base => Math.Max(1, Callers / SpikeQuarter);
}
