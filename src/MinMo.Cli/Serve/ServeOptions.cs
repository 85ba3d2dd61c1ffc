using MinMo.Server.Hosting;

namespace MinMo.Cli.Serve;

/// <summary>What <c>minmo serve</c> was asked for.</summary>
/// <param name="Url">Where to listen.</param>
/// <param name="Models">Bundles by name; empty for the default one.</param>
/// <param name="MaximumCalls">Calls at once of each bundle; null keeps the engine's default.</param>
/// <param name="Uncalibrated">Whether as many calls are admitted as have memory, whatever the start-up measurement says.</param>
/// <param name="Role">What the node is for.</param>
/// <param name="Settings">Configuration of the host, as <c>--Name=value</c>.</param>
internal sealed record ServeOptions(
    string Url, IReadOnlyList<string> Models, int? MaximumCalls, bool Uncalibrated, NodeRole Role,
    IReadOnlyList<string> Settings);
