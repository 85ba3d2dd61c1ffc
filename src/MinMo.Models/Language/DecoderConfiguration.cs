namespace MinMo.Models.Language;

/// <summary>Sizes and constants of a decoder of the Llama and Qwen2 architectures: all that differs between them.</summary>
public sealed record DecoderConfiguration
{
    /// <summary>Width of the residual stream, d.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Decoder layers.</summary>
    public required int LayerCount { get; init; }

    /// <summary>Query heads.</summary>
    public required int HeadCount { get; init; }

    /// <summary>Key and value heads; a divisor of <see cref="HeadCount"/>.</summary>
    public required int KeyValueHeadCount { get; init; }

    /// <summary>Width of one head, even; <see cref="HeadCount"/> times this may differ from <see cref="HiddenSize"/>.</summary>
    public required int HeadSize { get; init; }

    /// <summary>Inner width of the feed-forward part.</summary>
    public required int FeedForwardSize { get; init; }

    /// <summary>Rows of the embedding and of the output layer, those without a token included.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Added to the mean square in every RMSNorm.</summary>
    public required double NormEpsilon { get; init; }

    /// <summary>The rotary position embedding.</summary>
    public required RotaryConfiguration Rotary { get; init; }

    /// <summary>Whether the output layer is the embedding matrix.</summary>
    public bool TiedEmbeddings { get; init; }

    /// <summary>Whether q_proj, k_proj and v_proj have biases (Qwen2 always).</summary>
    public bool QueryKeyValueBias { get; init; }

    /// <summary>Whether o_proj has a bias (Llama with <c>attention_bias</c>).</summary>
    public bool OutputBias { get; init; }

    /// <summary>Whether gate_proj, up_proj and down_proj have biases (Llama with <c>mlp_bias</c>).</summary>
    public bool FeedForwardBias { get; init; }

    /// <summary>Positions the model was trained for; 0 if the checkpoint does not say.</summary>
    public int ContextLength { get; init; }

    /// <summary>Query heads that share one key and value head.</summary>
    public int GroupSize => HeadCount / KeyValueHeadCount;

    /// <summary>Width of all query heads.</summary>
    public int QueryWidth => HeadCount * HeadSize;

    /// <summary>Width of all key (or value) heads.</summary>
    public int KeyValueWidth => KeyValueHeadCount * HeadSize;

    /// <summary>Numbers that the caches keep for one position: keys and values of all layers.</summary>
    public long CacheElementsPerPosition => 2L * LayerCount * KeyValueWidth;
}
