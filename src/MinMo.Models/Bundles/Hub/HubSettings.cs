namespace MinMo.Models.Bundles.Hub;

/// <summary>Where published files are fetched, and how stubbornly.</summary>
public sealed record HubSettings
{
    /// <summary>The hub itself or a mirror of it: what HF_ENDPOINT names.</summary>
    public Uri HuggingFace { get; init; } = new("https://huggingface.co");

    /// <summary>GitHub or a mirror of it.</summary>
    public Uri GitHub { get; init; } = new("https://github.com");

    /// <summary>A token of the hub: what HF_TOKEN holds. It is sent to the hub only, never to where it redirects.</summary>
    public string? Token { get; init; }

    /// <summary>Attempts in a row that bring not one byte. Default: 5, half a minute with the waits between.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>The wait behind the first failure; doubled behind each further one. Default: 1 s.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a connection may bring nothing. Default: 30 s.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that fit into a folder. Default: what its disk has free.</summary>
    public Func<string, long> RoomIn { get; init; } = static folder => new DriveInfo(folder).AvailableFreeSpace;
}
