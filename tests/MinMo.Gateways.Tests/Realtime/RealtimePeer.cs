using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text;
using MinMo.Protocols.Realtime;
using MinMo.Protocols.Realtime.Commands;
using MinMo.Protocols.Realtime.Events;
using MinMo.Testing.Scripting;

namespace MinMo.Gateways.Tests.Realtime;

/// <summary>A client of the Realtime protocol that keeps every event it was told.</summary>
internal sealed class RealtimePeer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ClientWebSocket _socket;
    private readonly List<ServerEvent> _events = [];

    private RealtimePeer(ClientWebSocket socket) => _socket = socket;

    public IReadOnlyList<ServerEvent> Events => _events;

    public string? Subprotocol => _socket.SubProtocol;

    public WebSocketCloseStatus? CloseStatus => _socket.CloseStatus;

    public static async Task<RealtimePeer> ConnectAsync(
        Uri address, string query = "", Action<ClientWebSocketOptions>? configure = null)
    {
        var socket = new ClientWebSocket();
        configure?.Invoke(socket.Options);
        var uri = new UriBuilder(address) { Scheme = "ws", Path = "/v1/realtime", Query = query };
        await socket.ConnectAsync(uri.Uri, CancellationToken.None);
        return new RealtimePeer(socket);
    }

    public Task SendAsync(ClientCommand command) => SendBytesAsync(RealtimeJson.Write(command));

    public Task SendAsync(string json) => SendBytesAsync(Encoding.UTF8.GetBytes(json));

    public Task SendBytesAsync(byte[] frame, WebSocketMessageType type = WebSocketMessageType.Text)
        => _socket.SendAsync(frame, type, endOfMessage: true, CancellationToken.None);

    /// <summary>Sends 16 kHz audio in frames of 20 ms, as fast as the server takes it.</summary>
    public async Task SpeakAsync(ScriptedCaller caller)
    {
        foreach (var frame in caller.Frames())
        {
            await SendAsync(new AppendAudioCommand(MemoryMarshal.AsBytes(frame.Samples.AsSpan()).ToArray()));
        }
    }

    /// <summary>Sets the input format to 16 kHz, so that scripted audio reaches the engine sample by sample.</summary>
    public Task UseScriptedAudioAsync(string more = "") => SendAsync(
        """{"type":"session.update","session":{"type":"realtime","audio":{"input":{"format":{"type":"audio/pcm","rate":16000},"transcription":{}"""
        + more + "}}}}");

    /// <summary>Reads until an event of the type has come that satisfies the condition.</summary>
    public async Task<T> UntilAsync<T>(Func<T, bool>? condition = null)
        where T : ServerEvent
    {
        while (true)
        {
            var next = await NextAsync()
                ?? throw new InvalidOperationException($"the server closed ({CloseStatus}) before {typeof(T).Name}; {Story()}");
            if (next is T wanted && condition?.Invoke(wanted) != false)
            {
                return wanted;
            }
        }
    }

    /// <summary>The next event; null when the server has closed.</summary>
    public async Task<ServerEvent?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var message = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            WebSocketReceiveResult part;
            try
            {
                part = await _socket.ReceiveAsync(buffer, patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"no event for {Patience}; so far: {Story()}");
            }

            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return Keep(message.ToArray());
            }
        }
    }

    /// <summary>Reads until the server closes.</summary>
    public async Task<WebSocketCloseStatus?> UntilClosedAsync()
    {
        while (await NextAsync() is not null)
        {
        }

        return CloseStatus;
    }

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
        {
            await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }

        _socket.Dispose();
    }

    /// <summary>The names of the events so far, without repetitions of deltas.</summary>
    public IReadOnlyList<string> Names()
    {
        var names = new List<string>();
        foreach (var happened in _events)
        {
            string name = happened.GetType().Name.Replace("Event", "", StringComparison.Ordinal);
            if (!name.EndsWith("Delta", StringComparison.Ordinal) || !names.Contains(name))
            {
                names.Add(name);
            }
        }

        return names;
    }

    private string Story() => string.Join(", ", _events.TakeLast(40).Select(happened => happened.GetType().Name));

    private ServerEvent Keep(byte[] message)
    {
        var happened = RealtimeJson.ReadServerEvent(message)
            ?? throw new InvalidOperationException("not an event: " + Encoding.UTF8.GetString(message));
        _events.Add(happened);
        return happened;
    }
}
