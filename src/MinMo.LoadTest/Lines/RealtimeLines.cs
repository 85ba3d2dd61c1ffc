using System.Net.WebSockets;
using System.Threading.Channels;

namespace MinMo.LoadTest.Lines;

/// <summary>Calls over WebSocket, in the dialect of the Realtime protocol, with the engine's own events.</summary>
public sealed class RealtimeLines : ICallerLines, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Uri _endpoint;
    private readonly string? _model;
    private readonly string? _key;
    private readonly TimeProvider _time;
    private readonly SocketsHttpHandler _connections = new();

    /// <param name="node">Base address of the engine, <c>http</c> or <c>https</c>.</param>
    /// <param name="model">The bundle that answers; null for its default.</param>
    /// <param name="key">One of its keys, if it asks for one.</param>
    /// <param name="time">Clock of patience.</param>
    public RealtimeLines(Uri node, string? model, string? key, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(node);
        _endpoint = new UriBuilder(new Uri(node, "/v1/realtime"))
        {
            Scheme = node.Scheme == Uri.UriSchemeHttps ? Uri.UriSchemeWss : Uri.UriSchemeWs,
        }.Uri;
        (_model, _key, _time) = (model, key, time);
    }

    /// <inheritdoc />
    public async Task<LineOpening> OpenAsync(LineRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var socket = new ClientWebSocket();
        var refusal = new RefusalReader(_connections);
        using var invoker = new HttpMessageInvoker(refusal, disposeHandler: false);
        if (_key is not null)
        {
            socket.Options.SetRequestHeader("Authorization", "Bearer " + _key);
        }

        try
        {
            await socket.ConnectAsync(AddressOf(request), invoker, either.Token);
            return await GreetAsync(new RealtimeLine(socket), request, either.Token);
        }
        catch (WebSocketException problem)
        {
            socket.Dispose();
            return refusal.Found ?? new LineOpening.Refused(ReasonOf(problem), null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            socket.Dispose();
            return new LineOpening.Refused("no_answer", null);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _connections.Dispose();

    private static string ReasonOf(WebSocketException problem)
        => problem.InnerException is HttpRequestException ? "unreachable" : "connection_failed";

    /// <summary>Waits for the session and sets its formats.</summary>
    private static async Task<LineOpening> GreetAsync(
        RealtimeLine line, LineRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await line.GreetAsync(request, cancellationToken);
            return new LineOpening.Opened(line);
        }
        catch (ChannelClosedException)
        {
            await line.DisposeAsync();
            return new LineOpening.Refused("closed_at_once", null);
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    private Uri AddressOf(LineRequest request)
    {
        string query = "minmo_events=1"
            + (_model is null ? "" : "&model=" + Uri.EscapeDataString(_model))
            + (request.Tenant is null ? "" : "&minmo_tenant=" + Uri.EscapeDataString(request.Tenant));
        return new UriBuilder(_endpoint) { Query = query }.Uri;
    }
}
