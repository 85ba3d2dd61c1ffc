using Microsoft.Extensions.Logging;

namespace MinMo.Grains.Cluster;

internal sealed partial class NodeWatch
{
    [LoggerMessage(4051, LogLevel.Information, "Silo {Silo} is here with {Workers} workers")]
    private partial void LogFound(string silo, int workers);

    [LoggerMessage(4052, LogLevel.Warning, "Silo {Silo} is given up ({Reason}): calls on its workers look for another place")]
    private partial void LogLost(string silo, string reason);

    [LoggerMessage(4053, LogLevel.Debug, "Silo {Silo} did not answer")]
    private partial void LogNoAnswer(string silo, Exception exception);

    [LoggerMessage(4055, LogLevel.Error, "Looking after the other silos failed")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(4054, LogLevel.Warning, "Worker {Worker} takes {Places} places back whose calls are gone")]
    private partial void LogAbandoned(string worker, int places);
}
