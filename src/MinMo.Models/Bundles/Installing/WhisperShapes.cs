using MinMo.Models.Checkpoints;
using MinMo.Models.Whisper;

namespace MinMo.Models.Bundles.Installing;

/// <summary>The tensors that a Whisper configuration asks for.</summary>
internal static class WhisperShapes
{
    /// <exception cref="CheckpointFormatException">A tensor is missing or has another shape.</exception>
    public static void Check(ICheckpoint checkpoint, WhisperConfiguration sizes)
    {
        foreach (var (name, shape) in Expected(sizes))
        {
            var entry = checkpoint.Require(name);
            if (!entry.Shape.AsSpan().SequenceEqual(shape))
            {
                throw new CheckpointFormatException(
                    checkpoint.Location,
                    entry.Offset,
                    $"'{name}' is [{string.Join(", ", entry.Shape)}], config.json needs [{string.Join(", ", shape)}]");
            }
        }
    }

    private static IEnumerable<(string Name, long[] Shape)> Expected(WhisperConfiguration sizes)
    {
        long width = sizes.Width;
        yield return ("model.encoder.conv1.weight", [width, sizes.MelBands, 3]);
        yield return ("model.encoder.conv2.weight", [width, width, 3]);
        yield return ("model.encoder.embed_positions.weight", [sizes.SourcePositions, width]);
        yield return ("model.decoder.embed_tokens.weight", [sizes.VocabularySize, width]);
        yield return ("model.decoder.embed_positions.weight", [sizes.TargetPositions, width]);
        var layers = Layers("model.encoder", sizes.Encoder, width, ["self_attn"])
            .Concat(Layers("model.decoder", sizes.Decoder, width, ["self_attn", "encoder_attn"]));
        foreach (var tensor in layers)
        {
            yield return tensor;
        }
    }

    private static IEnumerable<(string Name, long[] Shape)> Layers(
        string stack, WhisperStackSizes sizes, long width, string[] attentions)
    {
        yield return ($"{stack}.layer_norm.weight", [width]);
        for (var layer = 0; layer < sizes.Layers; layer++)
        {
            var prefix = $"{stack}.layers.{layer}";
            foreach (var attention in attentions)
            {
                yield return ($"{prefix}.{attention}.q_proj.weight", [width, width]);
                yield return ($"{prefix}.{attention}.k_proj.weight", [width, width]);
                yield return ($"{prefix}.{attention}.v_proj.weight", [width, width]);
                yield return ($"{prefix}.{attention}.out_proj.weight", [width, width]);
                yield return ($"{prefix}.{attention}_layer_norm.weight", [width]);
            }

            yield return ($"{prefix}.fc1.weight", [sizes.FeedForward, width]);
            yield return ($"{prefix}.fc2.weight", [width, sizes.FeedForward]);
            yield return ($"{prefix}.final_layer_norm.weight", [width]);
        }
    }
}
