using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;

namespace MinMo.Grains.Conversations;

internal sealed partial class CallJournal
{
    [LoggerMessage(4001, LogLevel.Information, "Call {Call} began on worker {Worker} with bundle {Bundle}")]
    private partial void LogStarted(CallId call, string worker, string bundle);

    [LoggerMessage(4002, LogLevel.Warning, "Call {Call} was refused: {Reason}, retry after {RetryAfter}")]
    private partial void LogRefused(CallId call, RefusalReason reason, TimeSpan retryAfter);

    [LoggerMessage(4003, LogLevel.Information, "Call {Call} ended: {Reason}")]
    private partial void LogEnded(CallId call, string reason);

    [LoggerMessage(4004, LogLevel.Information, "Call {Call} is suspended ({Reason}); a new start goes on from its dialogue")]
    private partial void LogSuspended(CallId call, DeactivationReasonCode reason);

    [LoggerMessage(4005, LogLevel.Error, "Call {Call} failed on {Happened} and is ended")]
    private partial void LogFailed(CallId call, string happened, Exception exception);

    [LoggerMessage(4006, LogLevel.Warning, "Call {Call} is ended: too many events wait for its gateway")]
    private partial void LogNotTaken(CallId call);
}
