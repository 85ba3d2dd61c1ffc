using System.Runtime.InteropServices;
using System.Text;
using MinMo.Audio.Spectra;
using MinMo.Models.Checkpoints;
using MinMo.Models.Whisper;

namespace MinMo.PeerTrials.Hearing;

/// <summary>Writes a Whisper checkpoint of the Hugging Face layout as the file that whisper.cpp reads: magic and sizes, mel filters,
/// tokens as bytes, then tensors in the names of the first publication. Matrices in half precision, as in the published files.
/// </summary>
internal static class GgmlWhisperFile
{
    private const int Magic = 0x67676d6c;
    private const int HalfPrecision = 1;

    /// <summary>Parts of names, ours and theirs; the first that fits counts.</summary>
    private static readonly (string From, string To)[] Renamed =
    [
        ("self_attn_layer_norm", "attn_ln"),
        ("self_attn.q_proj", "attn.query"),
        ("self_attn.k_proj", "attn.key"),
        ("self_attn.v_proj", "attn.value"),
        ("self_attn.out_proj", "attn.out"),
        ("encoder_attn_layer_norm", "cross_attn_ln"),
        ("encoder_attn.q_proj", "cross_attn.query"),
        ("encoder_attn.k_proj", "cross_attn.key"),
        ("encoder_attn.v_proj", "cross_attn.value"),
        ("encoder_attn.out_proj", "cross_attn.out"),
        ("fc1", "mlp.0"),
        ("fc2", "mlp.2"),
        ("final_layer_norm", "mlp_ln"),
        ("encoder.layer_norm", "encoder.ln_post"),
        ("decoder.layer_norm", "decoder.ln"),
        ("embed_positions.weight", "positional_embedding"),
        ("embed_tokens", "token_embedding"),
    ];

    public static void Write(string folder, string path)
    {
        var sizes = WhisperConfiguration.Read(folder);
        using var weights = Checkpoint.Open(folder);
        using var writer = new BinaryWriter(File.Create(path));
        WriteSizes(writer, sizes);
        WriteMelFilters(writer, sizes.MelBands);
        var tokens = ByteTokens.Read(folder);
        writer.Write(tokens.Count);
        foreach (var token in tokens)
        {
            writer.Write(token.Length);
            writer.Write(token);
        }

        foreach (var tensor in weights.Tensors.Values.Where(static tensor => tensor.Name != "proj_out.weight"))
        {
            WriteTensor(writer, weights, tensor);
        }
    }

    private static void WriteSizes(BinaryWriter writer, WhisperConfiguration sizes)
    {
        int[] header =
        [
            Magic, sizes.VocabularySize, sizes.SourcePositions, sizes.Width, sizes.Encoder.Heads, sizes.Encoder.Layers,
            sizes.TargetPositions, sizes.Width, sizes.Decoder.Heads, sizes.Decoder.Layers, sizes.MelBands, HalfPrecision,
        ];
        Array.ForEach(header, writer.Write);
    }

    private static void WriteMelFilters(BinaryWriter writer, int bands)
    {
        var filters = new MelFilterBank(new LogMelSettings(Bands: bands)).ToMatrix(); // [bands, bins]
        writer.Write(bands);
        writer.Write(filters.Length / bands);
        writer.Write(MemoryMarshal.AsBytes<float>(filters));
    }

    private static void WriteTensor(BinaryWriter writer, ICheckpoint weights, TensorEntry tensor)
    {
        var name = NameOf(tensor.Name);
        var isHalf = tensor.Shape.Length > 1 && !name.EndsWith("positional_embedding", StringComparison.Ordinal);

        // whisper.cpp adds the biases of convolutions to [channels, frames].
        long[] shape = name.Contains(".conv", StringComparison.Ordinal) && tensor.Shape.Length == 1 ? [tensor.Shape[0], 1] : [.. tensor.Shape];
        var values = new float[tensor.ElementCount];
        weights.ReadFloat32(tensor.Name, values);
        writer.Write(shape.Length);
        writer.Write(Encoding.UTF8.GetByteCount(name));
        writer.Write(isHalf ? HalfPrecision : 0);
        foreach (var size in shape.Reverse())
        {
            writer.Write((int)size);
        }

        writer.Write(Encoding.UTF8.GetBytes(name));
        writer.Write(isHalf
            ? MemoryMarshal.AsBytes<Half>(Array.ConvertAll(values, static value => (Half)value))
            : MemoryMarshal.AsBytes<float>(values));
    }

    private static string NameOf(string name)
    {
        name = name.Replace("model.", string.Empty, StringComparison.Ordinal).Replace(".layers.", ".blocks.", StringComparison.Ordinal);
        var rule = Array.Find(Renamed, rule => name.Contains(rule.From, StringComparison.Ordinal));
        return rule.From is null ? name : name.Replace(rule.From, rule.To, StringComparison.Ordinal);
    }
}
