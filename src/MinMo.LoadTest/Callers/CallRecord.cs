namespace MinMo.LoadTest.Callers;

/// <summary>All that was seen of one call.</summary>
public sealed record CallRecord
{
    /// <summary>Number of the call in the run, from 1, by its end.</summary>
    public required int Number { get; init; }

    /// <summary>On whose account it ran.</summary>
    public required string Tenant { get; init; }

    /// <summary>The dialogue that was played.</summary>
    public required string Dialogue { get; init; }

    /// <summary>Its first packet, since the begin of the run.</summary>
    public required TimeSpan StartedAt { get; init; }

    /// <summary>From dialling to a line on which audio may flow.</summary>
    public required TimeSpan SetUp { get; init; }

    /// <summary>How long it lasted, on the caller's sample clock.</summary>
    public required TimeSpan Length { get; init; }

    /// <summary>How it ended.</summary>
    public required CallEnding Ending { get; init; }

    /// <summary>For people; null if the caller hung up.</summary>
    public string? Reason { get; init; }

    /// <summary>Packets that left more than 20 ms behind the caller's clock: the tester itself was slow.</summary>
    public int LatePackets { get; init; }

    /// <summary>Packets that left.</summary>
    public int Packets { get; init; }

    /// <summary>Packets whose sound was lost on purpose.</summary>
    public int LostPackets { get; init; }

    /// <summary>What happened, in the order in which it was noticed.</summary>
    public required IReadOnlyList<CallMoment> Moments { get; init; }
}
