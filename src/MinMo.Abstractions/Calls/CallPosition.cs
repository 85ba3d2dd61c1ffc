namespace MinMo.Abstractions.Calls;

/// <summary>
/// A position on the sample clock of one call: 16 kHz samples of caller audio received since the call began.
/// All turn logic runs on this clock and never on wall time.
/// </summary>
/// <param name="Samples">Samples at <see cref="RateHz"/>.</param>
[GenerateSerializer, Immutable, Alias("minmo.call-position")]
public readonly record struct CallPosition([property: Id(0)] long Samples) : IComparable<CallPosition>
{
    /// <summary>The rate of the caller's audio inside the engine, in Hz. Gateways resample to it.</summary>
    public const int RateHz = 16_000;

    /// <summary>The begin of the call.</summary>
    public static CallPosition Zero => default;

    /// <summary>The position in milliseconds since the call began.</summary>
    public double Milliseconds => Samples * 1000.0 / RateHz;

    /// <summary>The position that lies <paramref name="time"/> after the begin of the call.</summary>
    public static CallPosition At(TimeSpan time) => new(SamplesIn(time));

    /// <summary>The number of 16 kHz samples in <paramref name="time"/>, rounded down.</summary>
    public static long SamplesIn(TimeSpan time) => time.Ticks * RateHz / TimeSpan.TicksPerSecond;

    /// <summary>The time between two positions.</summary>
    public static TimeSpan operator -(CallPosition later, CallPosition earlier)
        => TimeSpan.FromTicks((later.Samples - earlier.Samples) * TimeSpan.TicksPerSecond / RateHz);

    /// <summary>The position <paramref name="time"/> later.</summary>
    public static CallPosition operator +(CallPosition position, TimeSpan time)
        => new(position.Samples + SamplesIn(time));

    /// <summary>The position <paramref name="time"/> earlier, not before the begin of the call.</summary>
    public static CallPosition operator -(CallPosition position, TimeSpan time)
        => new(Math.Max(0, position.Samples - SamplesIn(time)));

    /// <summary>Whether <paramref name="left"/> lies before <paramref name="right"/>.</summary>
    public static bool operator <(CallPosition left, CallPosition right) => left.Samples < right.Samples;

    /// <summary>Whether <paramref name="left"/> lies after <paramref name="right"/>.</summary>
    public static bool operator >(CallPosition left, CallPosition right) => left.Samples > right.Samples;

    /// <summary>Whether <paramref name="left"/> does not lie after <paramref name="right"/>.</summary>
    public static bool operator <=(CallPosition left, CallPosition right) => left.Samples <= right.Samples;

    /// <summary>Whether <paramref name="left"/> does not lie before <paramref name="right"/>.</summary>
    public static bool operator >=(CallPosition left, CallPosition right) => left.Samples >= right.Samples;

    /// <inheritdoc />
    public int CompareTo(CallPosition other) => Samples.CompareTo(other.Samples);
}
