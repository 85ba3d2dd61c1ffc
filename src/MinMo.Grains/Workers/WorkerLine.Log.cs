using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;

namespace MinMo.Grains.Workers;

internal sealed partial class WorkerLine
{
    [LoggerMessage(4031, LogLevel.Warning, "Worker {Worker} failed on a {Kind} step of call {Call}, which looks for another place")]
    private partial void LogWorkerFailed(CallId call, string worker, StepKind kind, Exception exception);

    [LoggerMessage(4032, LogLevel.Warning, "Call {Call} could not give back {Session}")]
    private partial void LogNotReleased(CallId call, SessionHandle session, Exception exception);
}
