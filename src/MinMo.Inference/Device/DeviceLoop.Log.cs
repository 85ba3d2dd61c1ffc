using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Device;

internal sealed partial class DeviceLoop
{
    [LoggerMessage(2201, LogLevel.Error, "Device {Device}: a batch of {Steps} {Kind} steps failed")]
    private partial void LogFailed(Exception exception, string device, StepKind kind, int steps);

    [LoggerMessage(2202, LogLevel.Critical,
        "Device {Device}: {Failures} steps in a row failed alone; the worker takes no more calls")]
    private partial void LogBroken(string device, int failures);
}
