using MinMo.Models.Bundles;

namespace MinMo.Training.Stages.Lora;

/// <summary>Which model is adapted, and to what.</summary>
/// <param name="Bundle">Its language model is adapted.</param>
/// <param name="DataFile">Dialogues, see <see cref="LoraDialogueFile"/>.</param>
public sealed record LoraRequest(Bundle Bundle, string DataFile)
{
    /// <summary>Dialogues to measure on; null: every twentieth of <see cref="DataFile"/>, which is then not trained on.</summary>
    public string? HeldOutFile { get; init; }

    /// <summary>Optimizer steps; null: three passes over the data.</summary>
    public long? Steps { get; init; }

    /// <summary>The highest learning rate.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Seed of the first weights and of the order.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Sizes.</summary>
    public LoraSettings Settings { get; init; } = new();
}
