namespace MinMo.LoadTest.Network;

/// <summary>What happens to the caller's packets of 20 ms on their way to the engine.</summary>
/// <param name="LossShare">Share of packets whose sound is lost, 0 to 1; silence arrives in their place, as from a
/// telephone bridge that conceals nothing.</param>
/// <param name="Jitter">Longest delay; each packet's own is drawn evenly from zero to it. Packets keep their order, so
/// that those behind a late one come in a burst.</param>
public sealed record NetworkConditions(double LossShare, TimeSpan Jitter)
{
    /// <summary>Nothing is lost or late.</summary>
    public static NetworkConditions Perfect { get; } = new(0, TimeSpan.Zero);
}
