namespace MinMo.LoadTest.Callers;

/// <summary>What a caller saw of its call.</summary>
/// <param name="Length">How long it lasted.</param>
/// <param name="Broken">Why it was ended from the other side; null if the caller hung up.</param>
/// <param name="Packets">Packets that left.</param>
/// <param name="LatePackets">Packets that left more than 20 ms late.</param>
/// <param name="LostPackets">Packets whose sound was lost on purpose.</param>
/// <param name="Moments">What happened.</param>
internal sealed record CallSight(
    TimeSpan Length, string? Broken, int Packets, int LatePackets, int LostPackets, IReadOnlyList<CallMoment> Moments);
