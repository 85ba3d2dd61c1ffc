namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>The sizes of a decoder as a GGUF file states them, checked and with defaults filled in.</summary>
public sealed record GgufDecoderParameters
{
    /// <summary><c>general.architecture</c>: <c>llama</c> or <c>qwen2</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Number of layers.</summary>
    public required int Layers { get; init; }

    /// <summary>Width of the hidden states.</summary>
    public required int Width { get; init; }

    /// <summary>Inner width of the feed-forward blocks.</summary>
    public required int FeedForward { get; init; }

    /// <summary>Query heads.</summary>
    public required int Heads { get; init; }

    /// <summary>Key and value heads; divides <see cref="Heads"/>.</summary>
    public required int KeyHeads { get; init; }

    /// <summary>Width of one head, even.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Added under the root of the norms.</summary>
    public required double NormEpsilon { get; init; }

    /// <summary>Base of the rotary frequencies.</summary>
    public required double RopeTheta { get; init; }

    /// <summary>Scaling of the rotary frequencies; null for none.</summary>
    public GgufRopeScaling? RopeScaling { get; init; }

    /// <summary>Rows of the embedding.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Most positions the model was trained for; null if the file does not say.</summary>
    public int? ContextLength { get; init; }

    /// <summary>Whether the head is the embedding.</summary>
    public required bool IsTied { get; init; }

    /// <summary>Whether q, k and v have biases.</summary>
    public bool HasAttentionBias => Architecture == GgufArchitecture.Qwen2;

    /// <summary>Whether the tensor <c>rope_freqs.weight</c> [head size / 2] divides the rotary frequencies.</summary>
    public required bool HasRopeFactors { get; init; }
}
