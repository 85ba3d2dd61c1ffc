using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace MinMo.Models.Bundles.Hub;

/// <summary>Single requests to the hub: redirects are followed by hand, so that the token stays with the hub and the
/// hub's own headers are seen.</summary>
internal sealed class HubConnection(HubSettings settings) : IDisposable
{
    private const int MaximumRedirects = 6;

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(15),
        AutomaticDecompression = DecompressionMethods.None,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan, // a large file takes as long as it takes; stalls are watched per read
    };

    /// <summary>Asks for size and hash.</summary>
    public async Task<RemoteFile> DescribeAsync(HubFile file, CancellationToken cancellationToken)
    {
        var address = AddressOf(file);
        long? bytes = null;
        HubDigest? digest = null;
        for (var hop = 0; hop < MaximumRedirects; hop++)
        {
            using var request = Request(HttpMethod.Head, file, address);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            digest ??= HubDigest.Parse(Header(response, "X-Linked-Etag")) ?? HubDigest.Parse(Header(response, "ETag"));
            bytes ??= long.TryParse(Header(response, "X-Linked-Size"), CultureInfo.InvariantCulture, out var linked) ? linked : null;
            if (NextHop(response, address) is not { } next)
            {
                Refuse(response, file);
                return new RemoteFile(bytes ?? response.Content.Headers.ContentLength, digest);
            }

            if (digest is not null)
            {
                return new RemoteFile(bytes, digest); // the store behind the hub has other tags
            }

            address = next;
        }

        throw new HubException($"{file}: more than {MaximumRedirects} redirects from {AddressOf(file).Host}");
    }

    /// <summary>Begins to receive a file.</summary>
    /// <param name="file">Which one.</param>
    /// <param name="offset">The first byte wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A successful response; status 206 if it begins at the offset, 200 if at the start.</returns>
    public async Task<HttpResponseMessage> ReceiveAsync(HubFile file, long offset, CancellationToken cancellationToken)
    {
        var address = AddressOf(file);
        for (var hop = 0; hop < MaximumRedirects; hop++)
        {
            using var request = Request(HttpMethod.Get, file, address);
            if (offset > 0)
            {
                request.Headers.Range = new RangeHeaderValue(offset, null);
            }

            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            if (NextHop(response, address) is { } next)
            {
                response.Dispose();
                address = next;
                continue;
            }

            Refuse(response, file);
            return response;
        }

        throw new HubException($"{file}: more than {MaximumRedirects} redirects from {AddressOf(file).Host}");
    }

    /// <summary>The host that a file is asked from.</summary>
    public Uri AddressOf(HubFile file)
    {
        var root = (file.Host == HubHost.GitHub ? settings.GitHub : settings.HuggingFace).AbsoluteUri.TrimEnd('/');
        var path = string.Join('/', file.Path.Split('/').Select(Uri.EscapeDataString));
        var verb = file.Host == HubHost.GitHub ? "raw" : "resolve";
        return new Uri($"{root}/{file.Repository}/{verb}/{Uri.EscapeDataString(file.Revision)}/{path}");
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, HubFile file, Uri address)
    {
        var request = new HttpRequestMessage(method, address);
        request.Headers.UserAgent.ParseAdd("minmo/1");
        request.Headers.AcceptEncoding.ParseAdd("identity");
        if (settings.Token is { Length: > 0 } token && file.Host == HubHost.HuggingFace
            && address.Authority == settings.HuggingFace.Authority && address.Scheme == settings.HuggingFace.Scheme)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return request;
    }

    private static Uri? NextHop(HttpResponseMessage response, Uri address)
        => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location
            ? new Uri(address, location)
            : null;

    private static string? Header(HttpResponseMessage response, string name)
        => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static void Refuse(HttpResponseMessage response, HubFile file)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var (status, host) = ((int)response.StatusCode, response.RequestMessage?.RequestUri?.Host);
        response.Dispose();
        throw status switch
        {
            401 or 403 => new HubException(
                $"{host} refuses {file} (status {status}): set HF_TOKEN to a token that may read it"),
            404 => new HubException($"{host} has no {file} (status 404)") { IsMissing = true },
            416 => new HubRangeException(),
            _ => new HttpRequestException($"status {status} from {host}", null, (HttpStatusCode)status),
        };
    }
}
