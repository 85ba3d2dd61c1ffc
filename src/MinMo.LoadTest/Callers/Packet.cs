using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Callers;

/// <summary>The grain of time of a caller.</summary>
internal static class Packet
{
    /// <summary>Samples of a packet.</summary>
    public const int Samples = CallerSpeech.RateHz / 50;

    /// <summary>Length of a packet.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMilliseconds(20);

    /// <summary>A number of samples as time.</summary>
    public static TimeSpan TimeOf(int samples) => TimeSpan.FromTicks(samples * TimeSpan.TicksPerSecond / CallerSpeech.RateHz);
}
