using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Engine;

public sealed partial class InferenceEngine
{
    [LoggerMessage(2101, LogLevel.Information,
        "Worker {Worker} is warm: bundle {Bundle}, {Places} places of {PlaceMebibytes} MiB each")]
    private partial void LogStarted(string worker, string bundle, int places, long placeMebibytes);

    [LoggerMessage(2107, LogLevel.Warning,
        "Worker {Worker} has memory for {Calls} calls of {PlaceMebibytes} MiB each, not for the {Places} it was given places for; it admits no more")]
    private partial void LogShortOfMemory(string worker, int calls, int places, long placeMebibytes);

    [LoggerMessage(2102, LogLevel.Information,
        "Worker {Worker} keeps real time for {Calls} calls as measured at start; {Kind} steps on device {Device} limit it, busy for {Load:P0}")]
    private partial void LogCalibrated(string worker, int? calls, StepKind? kind, string? device, double load);

    [LoggerMessage(2103, LogLevel.Warning,
        "Worker {Worker} does not keep real time for one call as measured at start: {Kind} steps on device {Device} take {Load:P0} of its time; it admits one")]
    private partial void LogTooSlow(string worker, StepKind? kind, string? device, double load);

    [LoggerMessage(2106, LogLevel.Information,
        "{Kind} steps: {Batch:0.00} ms a batch and {Row:0.00} ms a row, measured with up to {Rows} rows")]
    private partial void LogCost(StepKind kind, double batch, double row, int rows);

    [LoggerMessage(2104, LogLevel.Warning, "Refused call {Call}: {Reason}, retry after {RetryAfter}")]
    private partial void LogRefused(CallId call, RefusalReason reason, TimeSpan retryAfter);

    [LoggerMessage(2105, LogLevel.Critical, "Bundle {Bundle} takes no more calls: device {Device} has failed")]
    private partial void LogFaulted(string bundle, string device);
}
