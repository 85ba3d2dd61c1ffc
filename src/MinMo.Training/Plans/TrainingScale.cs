using MinMo.Training.Loop;

namespace MinMo.Training.Plans;

/// <summary>How much of everything a plan makes. The sizes of the parts do not depend on it.</summary>
public sealed record TrainingScale
{
    /// <summary>What the model that ships was made with.</summary>
    public static TrainingScale Full { get; } = new();

    /// <summary>A handful of everything and two steps a stage: shows within minutes that all stages work here. Its model
    /// says nothing that means anything.</summary>
    public static TrainingScale Trial { get; } = new()
    {
        AgentSentences = 72, // one in 64 is held out
        CallerSentences = 60,
        HeldOutSentences = 6,
        Calls = 2,
        HeldOutCalls = 1,
        MostSteps = 2,
    };

    /// <summary>Sentences of the agent's voice.</summary>
    public int AgentSentences { get; init; } = 33_500;

    /// <summary>Sentences of callers.</summary>
    public int CallerSentences { get; init; } = 100_500;

    /// <summary>Sentences of callers to measure on; each is said by a known and by a new voice.</summary>
    public int HeldOutSentences { get; init; } = 600;

    /// <summary>Simulated calls.</summary>
    public int Calls { get; init; } = 400;

    /// <summary>Simulated calls to measure on.</summary>
    public int HeldOutCalls { get; init; } = 30;

    /// <summary>Most optimizer steps of a stage.</summary>
    public long MostSteps { get; init; } = long.MaxValue;

    /// <summary>A stage's settings within <see cref="MostSteps"/>.</summary>
    public LoopSettings Of(LoopSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings.Steps <= MostSteps
            ? settings
            : settings with { Steps = MostSteps, WarmUpSteps = Math.Min(settings.WarmUpSteps, MostSteps) };
    }
}
