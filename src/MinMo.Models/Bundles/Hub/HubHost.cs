namespace MinMo.Models.Bundles.Hub;

/// <summary>Who serves a published file.</summary>
public enum HubHost
{
    /// <summary>The Hugging Face hub, or a mirror of it.</summary>
    HuggingFace,

    /// <summary>A file of a repository on GitHub.</summary>
    GitHub,
}
