using CsCheck;
using MinMo.Models.Checkpoints;
using MinMo.Models.Checkpoints.Gguf;
using MinMo.Models.Tokenization;
using MinMo.Testing.Files;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.Checkpoints;

public sealed class GgufFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("hostile", "control.gguf")]
    [InlineData("metadata", "metadata.gguf")]
    public void Changed_files_are_read_or_refused_in_the_one_way(string checkpoint, string name)
    {
        var valid = File.ReadAllBytes(GoldenFolders.Of("gguf", "checkpoints", checkpoint, name));

        FileMutations.Of(valid).Sample(
            bytes => Attempts.IsReadOrRefused(() => GgufFile.Open(_folder.Write("fuzzed.gguf", bytes))),
            iter: 1_500,
            threads: 1);
    }

    [Fact]
    public void Changed_models_are_opened_or_refused_in_the_one_way()
    {
        var valid = File.ReadAllBytes(GoldenFolders.Of("gguf", "checkpoints", "hostile-model", "llama-control.gguf"));

        FileMutations.Of(valid).Sample(
            bytes => Attempts.IsReadOrRefused(() => GgufDecoderCheckpoint.Open(_folder.Write("fuzzed.gguf", bytes))),
            iter: 1_500,
            threads: 1);
    }

    [Fact]
    public void Changed_vocabularies_are_opened_or_refused_in_the_one_way()
    {
        var valid = File.ReadAllBytes(GoldenFolders.Of("gguf", "checkpoints", "qwen2-vocabulary", "vocabulary.gguf"));

        FileMutations.Of(valid).Sample(
            bytes => Attempts.IsReadOrRefused(() =>
            {
                var file = GgufFile.Open(_folder.Write("fuzzed.gguf", bytes));
                _ = BytePairTokenizer.FromGguf(file).Encode("Hello <|im_end|> wörld 12");
                return file;
            }),
            iter: 100,
            threads: 1);
    }

    [Fact]
    public void Query_and_key_rows_of_llama_files_stand_as_rotating_halves_needs_them()
    {
        using var decoder = GgufDecoderCheckpoint.Open(GoldenFolders.Of("gguf", "checkpoints", "llama-k", "model.gguf"));
        var parameters = decoder.Parameters;
        var stored = decoder.File.ReadFloat32("blk.0.attn_k.weight");

        var rows = decoder.ReadFloat32("model.layers.0.self_attn.k_proj.weight");

        var half = parameters.HeadSize / 2;
        for (var row = 0; row < parameters.KeyHeads * parameters.HeadSize; row++)
        {
            var (head, within) = Math.DivRem(row, parameters.HeadSize);
            var from = (head * parameters.HeadSize) + (2 * (within % half)) + (within / half);
            Assert.Equal(
                stored.AsSpan(from * parameters.Width, parameters.Width),
                rows.AsSpan(row * parameters.Width, parameters.Width));
        }
    }

    [Fact]
    public void Bytes_and_values_of_reordered_rows_agree_from_any_place()
    {
        using var decoder = GgufDecoderCheckpoint.Open(GoldenFolders.Of("gguf", "checkpoints", "llama-mixed", "model.gguf"));
        var entry = decoder.Require("model.layers.0.self_attn.q_proj.weight");
        var whole = new byte[entry.ByteLength];
        decoder.ReadBytes(entry.Name, 0, whole);

        var dequantized = new float[entry.ElementCount];
        ElementDecoder.ToFloat32(entry.Type, whole, dequantized);
        Assert.Equal(decoder.ReadFloat32(entry.Name), dequantized);

        Gen.Select(Gen.Int[0, whole.Length], Gen.Int[0, whole.Length]).Sample((a, b) =>
        {
            var (start, length) = (Math.Min(a, b), Math.Abs(a - b));
            var part = new byte[length];
            decoder.ReadBytes(entry.Name, start, part);
            return part.AsSpan().SequenceEqual(whole.AsSpan(start, length));
        });
    }

    [Fact]
    public void Qwen2_files_have_biases_and_rows_as_they_stand()
    {
        using var decoder = GgufDecoderCheckpoint.Open(GoldenFolders.Of("gguf", "checkpoints", "qwen2-mixed", "model.gguf"));

        Assert.Contains("model.layers.0.self_attn.q_proj.bias", decoder.Tensors.Keys);
        Assert.Equal(
            decoder.File.ReadFloat32("blk.0.attn_q.weight"), decoder.ReadFloat32("model.layers.0.self_attn.q_proj.weight"));
    }

    [Fact]
    public void The_published_model_opens()
    {
        var folder = InstalledWeights.Find("smollm2-135m-instruct");
        Assert.SkipWhen(folder is null, "the weights 'smollm2-135m-instruct' are not installed");

        using var decoder = GgufDecoderCheckpoint.Open(Directory.GetFiles(folder, "*.gguf").Single());

        Assert.Equal((30, 576, 1536, 9, 3, 64), (decoder.Parameters.Layers, decoder.Parameters.Width,
            decoder.Parameters.FeedForward, decoder.Parameters.Heads, decoder.Parameters.KeyHeads,
            decoder.Parameters.HeadSize));
        Assert.True(decoder.Parameters.IsTied);
        Assert.Equal(134_515_008, decoder.Tensors.Values.Sum(entry => entry.ElementCount));
    }
}
