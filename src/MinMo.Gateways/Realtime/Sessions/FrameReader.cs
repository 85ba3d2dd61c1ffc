using System.Buffers;
using System.Net.WebSockets;

namespace MinMo.Gateways.Realtime.Sessions;

/// <summary>Whole messages from a socket, none above a limit. A message is valid until the next is read.</summary>
internal sealed class FrameReader(WebSocket socket, int limit)
{
    private readonly ArrayBufferWriter<byte> _message = new(16 * 1024);

    /// <summary>The next text message; a null <see cref="Read.End"/> says there is one.</summary>
    public async Task<Read> NextAsync(CancellationToken cancellationToken)
    {
        _message.ResetWrittenCount();
        while (true)
        {
            var part = await socket.ReceiveAsync(_message.GetMemory(16 * 1024), cancellationToken);
            _message.Advance(part.Count);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return new Read(default, IsText: false, SessionEnd.ClientClosed);
            }

            if (_message.WrittenCount > limit)
            {
                return new Read(default, IsText: false, SessionEnd.TooBig);
            }

            if (part.EndOfMessage)
            {
                return new Read(_message.WrittenMemory, part.MessageType == WebSocketMessageType.Text, null);
            }
        }
    }

    internal readonly record struct Read(ReadOnlyMemory<byte> Message, bool IsText, SessionEnd? End);
}
