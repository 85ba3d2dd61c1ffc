namespace MinMo.Training.Stages.Lora;

/// <summary>Size of an adapter and of the batches it is trained on.</summary>
public sealed record LoraSettings
{
    /// <summary>Rank of the updates.</summary>
    public int Rank { get; init; } = 8;

    /// <summary>The update counts alpha / rank.</summary>
    public double Alpha { get; init; } = 16;

    /// <summary>Ends of the names of the layers that get an update.</summary>
    public IReadOnlyList<string> Modules { get; init; } = ["q_proj", "v_proj", "o_proj", "up_proj", "down_proj"];

    /// <summary>Most tokens of a batch, padding included.</summary>
    public int BatchTokens { get; init; } = 640;

    /// <summary>Longer dialogues are left out.</summary>
    public int LongestDialogue { get; init; } = 512;

    /// <summary>Held-out dialogues that an evaluation looks at.</summary>
    public int EvaluatedDialogues { get; init; } = 160;
}
