namespace MinMo.Abstractions.Engine;

/// <summary>The answer to a request for a place.</summary>
[GenerateSerializer, Immutable, Alias("minmo.admission")]
public abstract record Admission
{
    private Admission()
    {
    }

    /// <summary>The place is reserved.</summary>
    /// <param name="Session">Its handle.</param>
    /// <param name="Lane">The dialogue lane, empty.</param>
    /// <param name="Engine">What runs there.</param>
    [GenerateSerializer, Immutable, Alias("minmo.admission.granted")]
    public sealed record Granted(
        [property: Id(0)] SessionHandle Session,
        [property: Id(1)] LaneHandle Lane,
        [property: Id(2)] EngineDescription Engine) : Admission;

    /// <summary>There is no place.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="RetryAfter">When asking again may help.</param>
    /// <param name="Explanation">One sentence for people that says what to do.</param>
    [GenerateSerializer, Immutable, Alias("minmo.admission.refused")]
    public sealed record Refused(
        [property: Id(0)] RefusalReason Reason,
        [property: Id(1)] TimeSpan RetryAfter,
        [property: Id(2)] string Explanation) : Admission;
}
