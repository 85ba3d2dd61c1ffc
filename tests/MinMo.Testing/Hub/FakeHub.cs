using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace MinMo.Testing.Hub;

/// <summary>A hub on this machine, with a store behind it at another address, as the Hugging Face hub has. It serves
/// ranges, and misbehaves on demand: cuts connections, stalls, refuses, sends other bytes.</summary>
public sealed class FakeHub : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FakeHubRequest> _requests = new();
    private readonly ConcurrentQueue<int> _cuts = new();
    private readonly ConcurrentQueue<int> _refusals = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly TcpListener _hub = new(IPAddress.Loopback, 0);
    private readonly TcpListener _store = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    /// <summary>Begins to serve on free ports.</summary>
    public FakeHub()
    {
        _hub.Start();
        _store.Start();
        _serving = Task.WhenAll(ServeAsync(_hub), ServeAsync(_store));
    }

    /// <summary>What HF_ENDPOINT would name.</summary>
    public Uri Address => new($"http://{_hub.LocalEndpoint}");

    /// <summary>Files larger than this lie in the store behind the hub, the others in git.</summary>
    public int LargestInGit { get; set; } = 1000;

    /// <summary>The token without which the hub refuses; null for none.</summary>
    public string? Token { get; set; }

    /// <summary>Whether ranges are ignored: the whole file comes instead.</summary>
    public bool IgnoresRanges { get; set; }

    /// <summary>Whether a cut connection stays open and brings nothing more.</summary>
    public bool Stalls { get; set; }

    /// <summary>Every request so far.</summary>
    public IReadOnlyList<FakeHubRequest> Requests => [.. _requests];

    /// <summary>Publishes a file, or other bytes for one.</summary>
    public void Publish(string repository, string path, byte[] content) => _files[$"{repository}/resolve/main/{path}"] = content;

    /// <summary>Publishes every file of a folder's folders as <c>tiny/FOLDER</c>.</summary>
    public void PublishFolders(string root)
    {
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            Publish($"tiny/{Path.GetFileName(Path.GetDirectoryName(file))}", Path.GetFileName(file), File.ReadAllBytes(file));
        }
    }

    /// <summary>Cuts the next body behind so many bytes.</summary>
    public void CutNext(int bytes) => _cuts.Enqueue(bytes);

    /// <summary>Answers the next request to the hub with a status and nothing else.</summary>
    public void RefuseNext(int status) => _refusals.Enqueue(status);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_serving.IsCompleted)
        {
            return;
        }

        await _stopping.CancelAsync();
        _hub.Dispose();
        _store.Dispose();
        await _serving;
        _stopping.Dispose();
    }

    private async Task ServeAsync(TcpListener listener)
    {
        List<Task> answers = [];
        try
        {
            while (true)
            {
                answers.Add(AnswerAsync(await listener.AcceptTcpClientAsync(_stopping.Token), listener == _store));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            await Task.WhenAll(answers);
        }
    }

    private async Task AnswerAsync(TcpClient client, bool isStore)
    {
        using var connection = client;
        try
        {
            var stream = client.GetStream();
            if (await FakeHubRequest.ReadAsync(stream, isStore, _stopping.Token) is not { } request)
            {
                return;
            }

            _requests.Enqueue(request);
            await AnswerAsync(stream, request);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
        {
            // The client went away, or the hub is closed.
        }
    }

    private Task AnswerAsync(NetworkStream stream, FakeHubRequest request)
    {
        if (!request.IsStore && _refusals.TryDequeue(out var status))
        {
            return WriteAsync(stream, status, []);
        }

        if (!request.IsStore && Token is not null && request.Authorization != $"Bearer {Token}")
        {
            return WriteAsync(stream, 401, []);
        }

        var path = request.Path.TrimStart('/');
        var cached = path.StartsWith("cache/", StringComparison.Ordinal);
        if (!_files.TryGetValue(cached ? path["cache/".Length..] : path, out var content))
        {
            return WriteAsync(stream, 404, []);
        }

        if (request.IsStore || cached)
        {
            return SendAsync(stream, request, content);
        }

        return content.Length > LargestInGit
            ? WriteAsync(stream, 302, [
                $"Location: http://{_store.LocalEndpoint}/{path}",
                $"X-Linked-Etag: \"{Convert.ToHexStringLower(SHA256.HashData(content))}\"",
                $"X-Linked-Size: {content.Length}"])
            : WriteAsync(stream, 307, [$"Location: /cache/{path}"]);
    }

    private async Task SendAsync(NetworkStream stream, FakeHubRequest request, byte[] content)
    {
        var from = IgnoresRanges ? 0 : request.RangeStart ?? 0;
        if (from > 0 && from >= content.Length)
        {
            await WriteAsync(stream, 416, []);
            return;
        }

        List<string> headers = [$"Content-Length: {content.Length - from}"];
        headers.Add(request.IsStore ? "ETag: \"of-the-store\"" : $"ETag: \"{GitHash(content)}\"");
        if (from > 0)
        {
            headers.Add($"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}");
        }

        await WriteAsync(stream, from > 0 ? 206 : 200, headers, close: false);
        if (request.Method == "HEAD")
        {
            return;
        }

        var body = content.AsMemory(from);
        if (!_cuts.TryDequeue(out var cut))
        {
            await stream.WriteAsync(body, _stopping.Token);
            return;
        }

        await stream.WriteAsync(body[..Math.Min(cut, body.Length)], _stopping.Token);
        if (Stalls)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _stopping.Token);
        }
    }

    private async Task WriteAsync(NetworkStream stream, int status, IReadOnlyList<string> headers, bool close = true)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Status\r\nConnection: close\r\n"));
        foreach (var header in close ? [.. headers, "Content-Length: 0"] : headers)
        {
            text.Append(header).Append("\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(text.Append("\r\n").ToString()), _stopping.Token);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security", "CA5350", Justification = "Git names its blobs by SHA-1, and so does the hub.")]
    private static string GitHash(byte[] content)
        => Convert.ToHexStringLower(SHA1.HashData(
            [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"blob {content.Length}\0")), .. content]));
}
