namespace MinMo.Audio.Echo;

/// <summary>What an <see cref="EchoCanceller"/> expects of a line.</summary>
public sealed record EchoCancellerSettings
{
    /// <summary>Longest echo, its delay included. 400 ms hold a mobile phone's round trip.</summary>
    public TimeSpan Tail { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Level of the echo against the agent's own voice that is assumed before anything is known, in dB. Sound of
    /// the caller that is quieter than that is taken for echo until the path is learnt.</summary>
    public double ExpectedDecibels { get; init; } = -10;

    /// <summary>Share of what is known of the path that lasts from one block of 16 ms to the next, below 1: rooms and phones
    /// move.</summary>
    public double Persistence { get; init; } = 0.998;

    /// <summary>Least gain of what is left where nothing but echo is heard, in dB.</summary>
    public double LeastGainDecibels { get; init; } = -40;
}
