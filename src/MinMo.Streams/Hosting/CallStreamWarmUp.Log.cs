using Microsoft.Extensions.Logging;

namespace MinMo.Streams.Hosting;

internal sealed partial class CallStreamWarmUp
{
    [LoggerMessage(3001, LogLevel.Information, "Call streams {Name} are warm after {Milliseconds:F0} ms")]
    private partial void LogWarm(string name, double milliseconds);

    [LoggerMessage(3002, LogLevel.Warning, "Call streams {Name} did not pass a message within {Patience}; the first call may be late")]
    private partial void LogCold(string name, TimeSpan patience);
}
