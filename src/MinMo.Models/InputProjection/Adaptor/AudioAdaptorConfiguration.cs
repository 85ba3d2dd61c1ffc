using MinMo.Models.Checkpoints;

namespace MinMo.Models.InputProjection.Adaptor;

/// <summary>Sizes of an <see cref="AudioAdaptor"/>. The defaults are those of Fun-ASR-Nano.</summary>
public sealed record AudioAdaptorConfiguration
{
    /// <summary>Encoder rows that are joined to one, k.</summary>
    public int Joined { get; init; } = 2;

    /// <summary>Width of the encoder's rows.</summary>
    public int Inputs { get; init; } = 512;

    /// <summary>Width between the two linear layers.</summary>
    public int InnerWidth { get; init; } = 2048;

    /// <summary>Width of the language model, d.</summary>
    public int Width { get; init; } = 1024;

    /// <summary>Blocks behind the linear layers.</summary>
    public int BlockCount { get; init; } = 2;

    /// <summary>Attention heads of a block.</summary>
    public int HeadCount { get; init; } = 8;

    /// <summary>Inner width of a block's feed-forward part: a quarter of d in the public code.</summary>
    public int FeedForwardWidth { get; init; } = 256;

    /// <summary>Reads <c>audio_adaptor_conf</c> of a <c>config.yaml</c>, and the feed-forward width from the weights.</summary>
    /// <exception cref="CheckpointFormatException">An entry is missing, or the adaptor is of another kind.</exception>
    public static AudioAdaptorConfiguration Read(YamlSettings yaml, ICheckpoint weights)
    {
        const string Section = "audio_adaptor_conf.";
        ArgumentNullException.ThrowIfNull(yaml);
        if (yaml.Text("audio_adaptor") is not "Transformer" and var kind)
        {
            throw new CheckpointFormatException(weights.Location, 0, $"an audio adaptor '{kind}' is not supported");
        }

        var configuration = new AudioAdaptorConfiguration
        {
            Joined = yaml.Integer($"{Section}downsample_rate"),
            Inputs = yaml.Integer($"{Section}encoder_dim"),
            InnerWidth = yaml.Integer($"{Section}ffn_dim"),
            Width = yaml.Integer($"{Section}llm_dim"),
            BlockCount = yaml.Has($"{Section}n_layer") ? yaml.Integer($"{Section}n_layer") : 2,
            HeadCount = yaml.Has($"{Section}attention_heads") ? yaml.Integer($"{Section}attention_heads") : 8,
        };
        return configuration with
        {
            FeedForwardWidth = configuration.BlockCount == 0
                ? configuration.Width / 4
                : (int)weights.Require($"{AudioAdaptor.Prefix}blocks.0.feed_forward.w_1.weight").Shape[0],
        };
    }
}
