using MinMo.Models.Bundles.Hub;

namespace MinMo.Models.Bundles;

/// <summary>A public model that is no bundle by itself: it is installed as a part, and bundles are composed of it.</summary>
/// <param name="About">One line for people.</param>
/// <param name="Machine">For which machine it is meant, for people.</param>
/// <param name="Part">What it does, where it is published, and its terms; its folder's name is the checkpoint's name.</param>
public sealed record PublishedCheckpoint(string About, string Machine, PublishedPart Part)
{
    /// <summary>What it is pulled, imported and composed by.</summary>
    public string Name => Part.Folder;

    /// <summary>Numbers in its weights, counted from the published shapes.</summary>
    public required long Parameters { get; init; }
}
