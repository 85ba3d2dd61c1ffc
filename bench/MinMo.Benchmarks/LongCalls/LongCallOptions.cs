using System.Globalization;

namespace MinMo.Benchmarks.LongCalls;

/// <summary>A long call, from its arguments.</summary>
/// <param name="Bundle">Who answers; <c>random-nano</c> for random weights.</param>
internal sealed record LongCallOptions(string Bundle)
{
    /// <summary>Length on the call's own clock.</summary>
    public double Minutes { get; private init; } = 60;

    /// <summary>Recordings that are said in turn; null for callers who type.</summary>
    public string? Speech { get; private init; }

    /// <exception cref="ArgumentException">An argument is not what it should be.</exception>
    public static LongCallOptions Parse(string[] arguments) => arguments switch
    {
        [var bundle] => new LongCallOptions(bundle),
        [.. var before, "--minutes", var minutes] when double.TryParse(minutes, CultureInfo.InvariantCulture, out var length) && length > 0
            => Parse(before) with { Minutes = length },
        [.. var before, "--speech", var folder] when Directory.Exists(folder) => Parse(before) with { Speech = folder },
        _ => throw new ArgumentException("long-call needs a bundle, and after it --minutes N or --speech DIR (a folder that exists)"),
    };
}
