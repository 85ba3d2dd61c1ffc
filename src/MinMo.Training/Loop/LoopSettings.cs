namespace MinMo.Training.Loop;

/// <summary>How long and with which steps a stage trains: AdamW with linear warm-up and cosine decay.</summary>
/// <param name="Steps">Optimizer steps in all.</param>
/// <param name="LearningRate">The highest learning rate.</param>
public sealed record LoopSettings(long Steps, double LearningRate)
{
    /// <summary>Steps over which the learning rate rises from zero.</summary>
    public long WarmUpSteps { get; init; } = 200;

    /// <summary>The learning rate of the last step, as a share of the highest.</summary>
    public double FinalFraction { get; init; } = 0.03;

    /// <summary>Decoupled weight decay.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Matrices inside a model go by orthogonalized steps (Muon) in place of Adam's: a third more time a step in
    /// the speech encoder, and far more learnt in each.</summary>
    public bool OrthogonalSteps { get; init; }

    /// <summary>Decay of the first moment.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the second moment.</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>Gradients are scaled down to this norm.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Steps between two evaluations on held-out data.</summary>
    public long EvaluateEvery { get; init; } = 500;

    /// <summary>Seed of initial weights and of the order of the data.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">From 0.</param>
    public double RateAt(long step)
    {
        if (step < WarmUpSteps)
        {
            return LearningRate * (step + 1) / WarmUpSteps;
        }

        var done = (double)(step - WarmUpSteps) / Math.Max(1, Steps - WarmUpSteps);
        var fraction = FinalFraction + ((1 - FinalFraction) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, done))));
        return LearningRate * fraction;
    }
}
