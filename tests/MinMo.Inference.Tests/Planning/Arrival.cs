namespace MinMo.Inference.Tests.Planning;

/// <summary>A step that comes at some round.</summary>
/// <param name="Kind">0 listens, 1 thinks, 2 recognizes.</param>
/// <param name="Session">Number of its session; odd and even ones are of two tenants.</param>
/// <param name="Deadline">Its deadline.</param>
/// <param name="Speculative">Whether it may turn out useless.</param>
/// <param name="Slices">Batches it needs.</param>
/// <param name="Round">The round before which it comes.</param>
internal sealed record Arrival(int Kind, int Session, int Deadline, bool Speculative, int Slices, int Round)
{
    /// <summary>Whether all sessions are of one tenant.</summary>
    public bool OneTenant { get; init; }
}
