namespace MinMo.Models.Bundles;

/// <summary>A bundle with every part found: what an engine needs to start.</summary>
public abstract record EngineBundle
{
    private protected EngineBundle()
    {
    }

    /// <summary>What a call names it by, e.g. <c>lite-en</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where graphs that are built from the weights may be kept; it need not exist, and may be emptied.</summary>
    public required string CacheFolder { get; init; }
}
