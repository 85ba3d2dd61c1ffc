using Microsoft.Extensions.Logging;

namespace MinMo.Gateways.Realtime.Sessions;

internal sealed partial class RealtimeSession
{
    private ILogger Logger => _around.Logger;

    private void LogEnded(string session, string reason) => Ended(Logger, session, reason);

    private void LogFailed(string session, Exception failure) => Failed(Logger, session, failure);

    [LoggerMessage(5101, LogLevel.Information, "Realtime session {Session} ended: {Reason}")]
    private static partial void Ended(ILogger logger, string session, string reason);

    [LoggerMessage(5102, LogLevel.Error, "Realtime session {Session} failed")]
    private static partial void Failed(ILogger logger, string session, Exception failure);
}
