using MinMo.Models.Checkpoints;
using MinMo.Models.SpeechEncoder;

namespace MinMo.Models.SenseVoice;

/// <summary>Names and shapes of everything in a <c>model.pt</c>.</summary>
public static class SenseVoiceTensors
{
    /// <summary>All tensors, in the order in which the rows pass them.</summary>
    public static IEnumerable<(string Name, long[] Shape)> Of(SenseVoiceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        yield return ("embed.weight", [SenseVoiceConfiguration.QueryCount, configuration.RowWidth]);
        var layers = Layers("encoder.encoders0", 1, configuration.FirstLayer)
            .Concat(Layers("encoder.encoders", configuration.LayerCount - 1, configuration.Layer))
            .Concat(Norm("encoder.after_norm", configuration.Width))
            .Concat(Layers("encoder.tp_encoders", configuration.LaterLayerCount, configuration.Layer))
            .Concat(Norm("encoder.tp_norm", configuration.Width));
        foreach (var tensor in layers)
        {
            yield return tensor;
        }

        yield return ("ctc.ctc_lo.weight", [configuration.VocabularySize, configuration.Width]);
        yield return ("ctc.ctc_lo.bias", [configuration.VocabularySize]);
    }

    /// <summary>Holds a checkpoint against the sizes, without reading a tensor.</summary>
    /// <exception cref="CheckpointFormatException">A tensor is missing, has another shape, or is left over.</exception>
    public static void Check(ICheckpoint checkpoint, SenseVoiceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, shape) in Of(configuration))
        {
            checkpoint.Require(name, shape);
            known.Add(name);
        }

        if (checkpoint.Tensors.Keys.FirstOrDefault(name => !known.Contains(name)) is { } foreign)
        {
            throw new CheckpointFormatException(checkpoint.Location, 0, $"a SenseVoiceSmall of these sizes has no '{foreign}'");
        }
    }

    private static IEnumerable<(string Name, long[] Shape)> Layers(string stack, int count, SanmLayerSizes sizes)
        => Enumerable.Range(0, count).SelectMany(layer => Layer($"{stack}.{layer}", sizes));

    private static IEnumerable<(string Name, long[] Shape)> Layer(string name, SanmLayerSizes sizes) =>
    [
        .. Norm($"{name}.norm1", sizes.Inputs),
        .. Linear($"{name}.self_attn.linear_q_k_v", 3L * sizes.Width, sizes.Inputs),
        ($"{name}.self_attn.fsmn_block.weight", [sizes.Width, 1, sizes.MemoryKernel]),
        .. Linear($"{name}.self_attn.linear_out", sizes.Width, sizes.Width),
        .. Norm($"{name}.norm2", sizes.Width),
        .. Linear($"{name}.feed_forward.w_1", sizes.FeedForward, sizes.Width),
        .. Linear($"{name}.feed_forward.w_2", sizes.Width, sizes.FeedForward),
    ];

    private static (string Name, long[] Shape)[] Linear(string name, long outputs, long inputs)
        => [($"{name}.weight", [outputs, inputs]), ($"{name}.bias", [outputs])];

    private static (string Name, long[] Shape)[] Norm(string name, long width)
        => [($"{name}.weight", [width]), ($"{name}.bias", [width])];
}
