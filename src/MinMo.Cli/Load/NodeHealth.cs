using System.Text.Json;

namespace MinMo.Cli.Load;

/// <summary>What a node says at <c>/health</c>.</summary>
internal static class NodeHealth
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The bundle that answers by default; null if the node does not say.</summary>
    public static async Task<string?> DefaultBundleAsync(Uri node, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = Patience };
        try
        {
            using var health = JsonDocument.Parse(await client.GetStringAsync(new Uri(node, "/health"), cancellationToken));
            return health.RootElement.GetProperty("bundles").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.String } first
                ? first.GetString()
                : null;
        }
        catch (Exception problem) when (problem is HttpRequestException or JsonException or KeyNotFoundException
            or InvalidOperationException or TaskCanceledException)
        {
            return null; // some other server of the protocol
        }
    }
}
