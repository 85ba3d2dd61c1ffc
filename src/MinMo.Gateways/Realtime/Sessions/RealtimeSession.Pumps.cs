using System.Net.WebSockets;
using MinMo.Protocols.Realtime;
using MinMo.Protocols.Realtime.Commands;
using MinMo.Protocols.Realtime.Errors;

namespace MinMo.Gateways.Realtime.Sessions;

internal sealed partial class RealtimeSession
{
    private static readonly ParseOutcome<ClientCommand> BinaryFrame = RealtimeJson.ReadCommand("\"binary\""u8.ToArray());

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var frames = new FrameReader(_socket, _around.Options.MaximumFrameBytes);
        try
        {
            while (true)
            {
                var read = await frames.NextAsync(cancellationToken);
                if (read.End is { } end)
                {
                    await _work.Writer.WriteAsync(new SessionWork.Over(end), cancellationToken);
                    return;
                }

                var arrived = read.IsText ? RealtimeJson.ReadCommand(read.Message) : BinaryFrame;
                await _work.Writer.WriteAsync(new SessionWork.Command(arrived), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The session ends elsewhere.
        }
        catch (WebSocketException)
        {
            await LoseAsync(cancellationToken);
        }
    }

    private async Task LoseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _work.Writer.WriteAsync(new SessionWork.Over(SessionEnd.ConnectionLost), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The session ends elsewhere.
        }
    }

    private async Task ForwardAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var output in _line.Outputs.ReadAllAsync(cancellationToken))
            {
                await _work.Writer.WriteAsync(new SessionWork.Output(output), cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The session ends elsewhere.
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            await foreach (byte[] frame in _outbox.Reader.ReadAllAsync(cancellationToken))
            {
                await _socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The session ends elsewhere.
        }
        catch (WebSocketException)
        {
            // The receiving side reports the broken connection.
        }
    }

    /// <summary>Lets the client have what was said before, if it reads, and says goodbye; neither may hang.</summary>
    private async Task CloseAsync(Task sending, Task receiving)
    {
        _outbox.Writer.TryComplete();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2), _around.Time);
        var end = _end ?? SessionEnd.Failed;
        try
        {
            await sending.WaitAsync(patience.Token);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived && end != SessionEnd.ConnectionLost)
            {
                await _socket.CloseOutputAsync(end.Status, end.Reason, patience.Token);

                // The client answers with a close of its own; breaking off before could lose ours on the way.
                await receiving.WaitAsync(patience.Token);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or WebSocketException)
        {
            _socket.Abort();
        }
    }
}
