using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Calls;

namespace MinMo.Grains.Conversations;

internal sealed partial class GatewayLine
{
    [LoggerMessage(4021, LogLevel.Warning, "The last events of call {Call} were not taken by its gateway")]
    private partial void LogNoFarewell(CallId call, Exception exception);

    [LoggerMessage(4022, LogLevel.Warning, "Call {Call} could not unsubscribe from its input")]
    private partial void LogStillSubscribed(CallId call, Exception exception);
}
