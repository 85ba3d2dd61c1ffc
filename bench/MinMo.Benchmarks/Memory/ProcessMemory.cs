using System.Globalization;

namespace MinMo.Benchmarks.Memory;

/// <summary>Memory of this process as Linux counts it.</summary>
/// <param name="OwnMegabytes">Pages that are its alone; those of mapped files are not.</param>
/// <param name="ResidentMegabytes">All that is resident, pages of mapped files included.</param>
/// <param name="PeakMegabytes">The most that was resident so far, pages of mapped files included.</param>
internal readonly record struct ProcessMemory(double OwnMegabytes, double ResidentMegabytes, double PeakMegabytes)
{
    private const double KilobytesPerMegabyte = 1e6 / 1024;

    public static ProcessMemory Read()
    {
        var lines = File.ReadAllLines("/proc/self/status");
        return new ProcessMemory(Value(lines, "RssAnon:"), Value(lines, "VmRSS:"), Value(lines, "VmHWM:"));
    }

    private static double Value(string[] lines, string name)
    {
        var line = Array.Find(lines, line => line.StartsWith(name, StringComparison.Ordinal))
            ?? throw new PlatformNotSupportedException($"/proc/self/status has no {name}");
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture)
            / KilobytesPerMegabyte;
    }
}
