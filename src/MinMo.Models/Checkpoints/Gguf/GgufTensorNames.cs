namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>Names of a decoder's tensors in GGUF files, beside those of Hugging Face checkpoints.</summary>
internal static class GgufTensorNames
{
    public const string Embedding = "token_embd.weight";
    public const string Head = "output.weight";
    public const string RopeFactors = "rope_freqs.weight";

    /// <summary>The tensors a file of these parameters must hold, with their exact shapes; lazily, since the number of
    /// layers comes from a stranger.</summary>
    public static IEnumerable<ExpectedTensor> Of(GgufDecoderParameters parameters)
    {
        yield return new(Embedding, "model.embed_tokens.weight", [parameters.Vocabulary, parameters.Width]);
        for (var layer = 0; layer < parameters.Layers; layer++)
        {
            foreach (var tensor in OfLayer(parameters, layer))
            {
                yield return tensor;
            }
        }

        yield return new("output_norm.weight", "model.norm.weight", [parameters.Width]);
        if (!parameters.IsTied)
        {
            yield return new(Head, "lm_head.weight", [parameters.Vocabulary, parameters.Width]);
        }

        if (parameters.HasRopeFactors)
        {
            yield return new(RopeFactors, RopeFactors, [parameters.HeadSize / 2]);
        }
    }

    private static IEnumerable<ExpectedTensor> OfLayer(GgufDecoderParameters parameters, int layer)
    {
        var (stored, key) = ($"blk.{layer}.", $"model.layers.{layer}.");
        var (width, inner) = ((long)parameters.Width, (long)parameters.FeedForward);
        var queries = (long)parameters.Heads * parameters.HeadSize;
        yield return new($"{stored}attn_norm.weight", $"{key}input_layernorm.weight", [width]);
        foreach (var (letter, heads) in ((char, int)[])
            [('q', parameters.Heads), ('k', parameters.KeyHeads), ('v', parameters.KeyHeads)])
        {
            var rows = (long)heads * parameters.HeadSize;
            var permuted = letter != 'v' && parameters.Architecture == GgufArchitecture.Llama ? heads : 0;
            yield return new(
                $"{stored}attn_{letter}.weight", $"{key}self_attn.{letter}_proj.weight", [rows, width], permuted);
            if (parameters.HasAttentionBias)
            {
                yield return new($"{stored}attn_{letter}.bias", $"{key}self_attn.{letter}_proj.bias", [rows]);
            }
        }

        yield return new($"{stored}attn_output.weight", $"{key}self_attn.o_proj.weight", [width, queries]);
        yield return new($"{stored}ffn_norm.weight", $"{key}post_attention_layernorm.weight", [width]);
        yield return new($"{stored}ffn_gate.weight", $"{key}mlp.gate_proj.weight", [inner, width]);
        yield return new($"{stored}ffn_up.weight", $"{key}mlp.up_proj.weight", [inner, width]);
        yield return new($"{stored}ffn_down.weight", $"{key}mlp.down_proj.weight", [width, inner]);
    }
}
