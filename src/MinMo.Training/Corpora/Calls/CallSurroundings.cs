using MinMo.Training.Corpora.Speech.Acoustics;
using MinMo.Training.Corpora.Speech.Speakers;

namespace MinMo.Training.Corpora.Calls;

/// <summary>What is heard in the caller's channel besides the caller; null means none.</summary>
internal sealed record CallSurroundings
{
    /// <summary>The caller's microphone, room, noise, level and line.</summary>
    public required AcousticChannel Channel { get; init; }

    /// <summary>The agent's own voice, in dB against itself.</summary>
    public double? EchoDecibels { get; init; }

    /// <summary>Seconds until the agent's voice comes back.</summary>
    public double EchoDelay { get; init; }

    /// <summary>Somebody else in the room, and how loud against the caller in dB.</summary>
    public (ISpeaker Voice, double Decibels)? Bystander { get; init; }

    /// <summary>Knocks and clicks are heard.</summary>
    public bool Knocks { get; init; }

    /// <summary>Echo in 70 % of calls at -20 to -40 dB, 30 to 250 ms late; talk of others in 45 % at -12 to -26 dB;
    /// knocks in half.</summary>
    internal static CallSurroundings Draw(ISpeaker bystander, Random random) => new()
    {
        Channel = AcousticChannel.Draw(random),
        EchoDecibels = random.NextDouble() < 0.7 ? -20 - (20 * random.NextDouble()) : null,
        EchoDelay = 0.03 + (0.22 * random.NextDouble()),
        Bystander = random.NextDouble() < 0.45 ? (bystander, -12 - (14 * random.NextDouble())) : null,
        Knocks = random.Next(2) == 0,
    };
}
