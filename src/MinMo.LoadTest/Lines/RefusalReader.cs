using System.Net;
using System.Text.Json;

namespace MinMo.LoadTest.Lines;

/// <summary>Reads why an upgrade was refused: the WebSocket client itself keeps the status and throws the body away.</summary>
internal sealed class RefusalReader(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>The refusal; null if there was none.</summary>
    public LineOpening.Refused? Found { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            string body = await response.Content.ReadAsStringAsync(cancellationToken);
            Found = new LineOpening.Refused(
                CodeOf(body) ?? FormattableString.Invariant($"http_{(int)response.StatusCode}"),
                response.Headers.RetryAfter?.Delta);
        }

        return response;
    }

    private static string? CodeOf(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.GetProperty("error").GetProperty("code").GetString();
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null; // a proxy's page, not the engine's answer
        }
    }
}
