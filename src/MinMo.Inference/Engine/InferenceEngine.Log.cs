using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Engine;

public sealed partial class InferenceEngine
{
    [LoggerMessage(2101, LogLevel.Information,
        "Worker {Worker} is warm: bundle {Bundle}, {Places} places of {PlaceMebibytes} MiB each")]
    private partial void LogStarted(string worker, string bundle, int places, long placeMebibytes);

    [LoggerMessage(2104, LogLevel.Warning, "Refused call {Call}: {Reason}, retry after {RetryAfter}")]
    private partial void LogRefused(CallId call, RefusalReason reason, TimeSpan retryAfter);

    [LoggerMessage(2105, LogLevel.Critical, "Bundle {Bundle} takes no more calls: device {Device} has failed")]
    private partial void LogFaulted(string bundle, string device);
}
