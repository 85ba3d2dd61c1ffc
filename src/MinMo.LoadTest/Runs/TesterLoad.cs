namespace MinMo.LoadTest.Runs;

/// <summary>What the tester itself took, and whether it kept up.</summary>
/// <param name="Processor">Processor time of its process.</param>
/// <param name="Wall">Time of the run.</param>
/// <param name="Cores">Cores of the machine.</param>
/// <param name="Packets">Packets sent.</param>
/// <param name="LatePackets">Packets that left more than 20 ms late.</param>
public sealed record TesterLoad(TimeSpan Processor, TimeSpan Wall, int Cores, long Packets, long LatePackets)
{
    /// <summary>Late packets beyond which the callers were no longer callers: one in a hundred.</summary>
    public const double MostLate = 0.01;

    /// <summary>Share of all cores, 0 to 1.</summary>
    public double Share => Wall > TimeSpan.Zero ? Processor / Wall / Cores : 0;

    /// <summary>Share of packets that left late, 0 to 1.</summary>
    public double LateShare => Packets > 0 ? (double)LatePackets / Packets : 0;

    /// <summary>Whether the tester was too slow, so that what it measured is its own.</summary>
    public bool WasBottleneck => LateShare > MostLate;
}
