using MinMo.LoadTest.Shapes;

namespace MinMo.Cli.Load;

/// <summary>What <c>minmo load</c> and <c>minmo capacity</c> were asked for.</summary>
internal sealed record LoadOptions
{
    /// <summary>The command line, for the report.</summary>
    public required string CommandLine { get; init; }

    /// <summary>A node that runs; null starts one.</summary>
    public Uri? Url { get; init; }

    /// <summary>The bundle that answers; null for the default one.</summary>
    public string? Model { get; init; }

    /// <summary>One of the node's keys.</summary>
    public string? Key { get; init; }

    /// <summary>Places of a node that is started; null keeps the engine's default.</summary>
    public int? Places { get; init; }

    /// <summary>Whether a node that is started admits as many calls as it has places, whatever its calibration says.</summary>
    public bool Uncalibrated { get; init; }

    /// <summary>How callers come and go.</summary>
    public LoadShapeKind Shape { get; init; }

    /// <summary>Callers at once.</summary>
    public int Calls { get; init; }

    /// <summary>Length of a run.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How long callers talk before anything is counted.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>How many tenants call.</summary>
    public int Tenants { get; init; }

    /// <summary>Of everything random.</summary>
    public int Seed { get; init; }

    /// <summary>A file of dialogues; null takes those that come with the tester.</summary>
    public string? Dialogues { get; init; }

    /// <summary>Names of the dialogues that are played; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>A folder of recordings; null speaks by espeak-ng.</summary>
    public string? Speech { get; init; }

    /// <summary>Where reports go.</summary>
    public LoadOutputs Outputs { get; init; } = new(false, null, null);
}
