namespace MinMo.LoadTest.Engine;

/// <summary>Reads a node's <c>/metrics</c>.</summary>
public sealed class PrometheusWatch : IEngineWatch, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly HttpClient _client;

    /// <param name="node">Base address of the node.</param>
    public PrometheusWatch(Uri node)
    {
        _client = new HttpClient { BaseAddress = node, Timeout = Patience };
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
