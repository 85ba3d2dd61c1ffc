namespace MinMo.Training.Stages.Lora;

/// <summary>Size of an adapter and of the batches it is trained on.</summary>
public sealed record LoraSettings
{
    /// <summary>The adapter.</summary>
    public AdapterShape Adapter { get; init; } = AdapterShape.Default;

    /// <summary>Most tokens of a batch, padding included.</summary>
    public int BatchTokens { get; init; } = 640;

    /// <summary>Longer dialogues are left out.</summary>
    public int LongestDialogue { get; init; } = 512;

    /// <summary>Held-out dialogues that an evaluation looks at.</summary>
    public int EvaluatedDialogues { get; init; } = 160;
}
