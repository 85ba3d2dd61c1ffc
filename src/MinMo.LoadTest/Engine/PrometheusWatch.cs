using System.Net.Http.Headers;

namespace MinMo.LoadTest.Engine;

/// <summary>Reads a node's <c>/metrics</c>.</summary>
public sealed class PrometheusWatch : IEngineWatch, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly HttpClient _client;

    /// <param name="node">Base address of the node.</param>
    /// <param name="key">One of the node's keys, where it asks for one.</param>
    public PrometheusWatch(Uri node, string? key = null)
    {
        _client = new HttpClient { BaseAddress = node, Timeout = Patience };
        _client.DefaultRequestHeaders.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
    }

    /// <inheritdoc />
    public async Task<EngineFigures?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return PrometheusText.Parse(await _client.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellationToken));
        }
        catch (HttpRequestException)
        {
            return null; // it has no such page, or is gone: calls tell more about that
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
