namespace MinMo.Server.Hosting;

/// <summary>Settings of a node: section <c>Minmo</c> of the configuration, or <c>--Minmo:Name=value</c>.</summary>
public sealed class NodeOptions
{
    /// <summary>Where configuration looks for these settings, and for those of the gateways.</summary>
    public const string Section = "Minmo";

    /// <summary>Where to listen when nothing else says so (<c>--urls</c>, <c>ASPNETCORE_URLS</c>). On this machine
    /// only: there is no key to ask for by default.</summary>
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Folder of recordings (.wav, .flac) that the page can play; null looks for <c>samples</c> here and
    /// above.</summary>
    public string? Samples { get; set; }
}
