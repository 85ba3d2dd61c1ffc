namespace MinMo.Grains.Cluster;

/// <summary>How closely silos look after each other's workers.</summary>
public sealed class NodeWatchOptions
{
    /// <summary>
    /// How often each silo asks each other one how its workers are. A silo whose process has died refuses the question
    /// at once, so that this is how long its calls stand still before they move. Default: 250 ms, a question costs some
    /// 0.2 ms.
    /// </summary>
    public TimeSpan AskEvery { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// A silo that has not answered for this long has lost its calls, alive or not. Default: 3 s: longer than a busy
    /// machine is silent, and shorter than a caller waits.
    /// </summary>
    public TimeSpan LostAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// A place whose call has asked for nothing for this long is taken back: its silo has died. Default: 60 s, twice as
    /// long as a call lives without hearing from its gateway.
    /// </summary>
    public TimeSpan AbandonedAfter { get; set; } = TimeSpan.FromSeconds(60);
}
