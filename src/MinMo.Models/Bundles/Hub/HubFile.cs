namespace MinMo.Models.Bundles.Hub;

/// <summary>A published file.</summary>
/// <param name="Host">Who serves it.</param>
/// <param name="Repository"><c>owner/name</c>.</param>
/// <param name="Revision">Branch, tag or commit.</param>
/// <param name="Path">In the repository.</param>
public sealed record HubFile(HubHost Host, string Repository, string Revision, string Path)
{
    /// <summary>The hash it must have; null if it is whatever the hub states.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Where it lies in its part's folder, <c>/</c> between folders. Default: the last part of its path, there.</summary>
    public string Target { get; init; } = System.IO.Path.GetFileName(Path);

    /// <summary>Whether the repository may have, in place of this safetensors file, its index <c>PATH.index.json</c> and the
    /// shards that the index names.</summary>
    public bool MayBeSharded { get; init; }

    /// <summary>The last part of its path.</summary>
    public string FileName => System.IO.Path.GetFileName(Path);

    /// <summary>A file of the Hugging Face hub.</summary>
    public static HubFile OfHub(string repository, string revision, string path)
        => new(HubHost.HuggingFace, repository, revision, path);

    /// <summary>A file of a GitHub repository.</summary>
    public static HubFile OfGitHub(string repository, string revision, string path)
        => new(HubHost.GitHub, repository, revision, path);

    /// <inheritdoc/>
    public override string ToString() => $"{Repository}/{Path}";
}
