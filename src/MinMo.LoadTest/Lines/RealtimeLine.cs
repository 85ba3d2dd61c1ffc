using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Threading.Channels;
using MinMo.LoadTest.Speech;
using MinMo.Protocols.Realtime;
using MinMo.Protocols.Realtime.Commands;
using MinMo.Protocols.Realtime.Events;

namespace MinMo.LoadTest.Lines;

/// <summary>One call over WebSocket.</summary>
internal sealed class RealtimeLine : ICallerLine
{
    private const int EventsAhead = 4_096; // more, and the socket is not read until the caller has caught up
    private const int ReceiveBytes = 16 * 1024;

    private readonly ClientWebSocket _socket;
    private readonly RealtimeReader _reader = new();
    private readonly Channel<LineEvent> _events = Channel.CreateBounded<LineEvent>(EventsAhead);
    private readonly TaskCompletionSource _greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _hangUp = new();
    private readonly Task _receiving;

    public RealtimeLine(ClientWebSocket socket)
    {
        _socket = socket;
        _receiving = ReceiveAllAsync();
    }

    public ChannelReader<LineEvent> Events => _events.Reader;

    /// <summary>Waits for the session and sets its formats.</summary>
    /// <exception cref="ChannelClosedException">The engine closed the call at once.</exception>
    public async Task GreetAsync(LineRequest request, CancellationToken cancellationToken)
    {
        await _greeted.Task.WaitAsync(cancellationToken);
        await SendAsync(new UpdateSessionCommand(SessionOf(request)), cancellationToken);
    }

    public ValueTask SendAsync(ReadOnlyMemory<short> samples, CancellationToken cancellationToken)
        => SendAsync(new AppendAudioCommand(MemoryMarshal.AsBytes(samples.Span).ToArray()), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
            }
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException)
        {
            // It is closed one way or the other.
        }

        await _hangUp.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _hangUp.Dispose();
    }

    private async ValueTask SendAsync(ClientCommand command, CancellationToken cancellationToken)
    {
        if (_socket.State != WebSocketState.Open)
        {
            return;
        }

        try
        {
            await _socket.SendAsync(
                RealtimeJson.Write(command).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }
        catch (WebSocketException)
        {
            // The receiving side sees the same and tells.
        }
    }

    // 16 kHz both ways: the tester resamples nothing.
    private static JsonElement SessionOf(LineRequest request)
    {
        var format = new { type = "audio/pcm", rate = CallerSpeech.RateHz };
        var audio = new { input = new { format }, output = new { format } };
        return request.Instructions is { } instructions
            ? JsonSerializer.SerializeToElement(new { type = "realtime", instructions, audio })
            : JsonSerializer.SerializeToElement(new { type = "realtime", audio });
    }

    private async Task ReceiveAllAsync()
    {
        string reason = "the connection broke";
        try
        {
            reason = await ReceiveUntilClosedAsync();
        }
        catch (WebSocketException)
        {
        }
        catch (OperationCanceledException)
        {
            reason = "hung up";
        }

        _events.Writer.TryWrite(new LineClosed(reason));
        _events.Writer.TryComplete();
        _greeted.TrySetException(new ChannelClosedException(reason));
        _ = _greeted.Task.Exception; // seen: nobody may be waiting any more
    }

    private async Task<string> ReceiveUntilClosedAsync()
    {
        var message = new ArrayBufferWriter<byte>(ReceiveBytes);
        while (true)
        {
            var part = await _socket.ReceiveAsync(message.GetMemory(ReceiveBytes), _hangUp.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return _socket.CloseStatusDescription is { Length: > 0 } said ? said : $"closed ({_socket.CloseStatus})";
            }

            message.Advance(part.Count);
            if (part.EndOfMessage)
            {
                await TellAsync(RealtimeJson.ReadServerEvent(message.WrittenSpan));
                message.ResetWrittenCount();
            }
        }
    }

    private async ValueTask TellAsync(ServerEvent? happened)
    {
        if (happened is SessionCreatedEvent)
        {
            _greeted.TrySetResult();
        }
        else if (happened is not null && _reader.Read(happened) is { } told)
        {
            await _events.Writer.WriteAsync(told, _hangUp.Token);
        }
    }
}
