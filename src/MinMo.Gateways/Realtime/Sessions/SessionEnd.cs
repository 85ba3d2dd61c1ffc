using System.Net.WebSockets;

namespace MinMo.Gateways.Realtime.Sessions;

/// <summary>How a session ends, and what the client is told.</summary>
/// <param name="Status">WebSocket close code.</param>
/// <param name="Reason">For people; at most 123 bytes.</param>
internal sealed record SessionEnd(WebSocketCloseStatus Status, string Reason)
{
    /// <summary>1013: overloaded; clients come back later.</summary>
    public const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    public static SessionEnd ClientClosed { get; } = new(WebSocketCloseStatus.NormalClosure, "goodbye");

    public static SessionEnd ConnectionLost { get; } = new(WebSocketCloseStatus.Empty, "the connection broke");

    public static SessionEnd SlowReader { get; } = new(TryAgainLater, "the client reads too slowly");

    public static SessionEnd ShuttingDown { get; } = new(WebSocketCloseStatus.EndpointUnavailable, "the server shuts down");

    public static SessionEnd Expired { get; } = new(WebSocketCloseStatus.NormalClosure, "the session lasted as long as it may");

    public static SessionEnd TooBig { get; } = new(WebSocketCloseStatus.MessageTooBig, "the frame is too big");

    public static SessionEnd Failed { get; } = new(WebSocketCloseStatus.InternalServerError, "internal error");

    public static SessionEnd CallEnded(string reason)
        => new(WebSocketCloseStatus.NormalClosure, reason.Length > 100 ? reason[..100] : reason);
}
