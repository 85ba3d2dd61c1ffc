using System.Diagnostics;

namespace MinMo.LoadTest.Runs;

/// <summary>Processor time of the running process.</summary>
internal static class ProcessorTime
{
    public static TimeSpan OfThisProcess()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
