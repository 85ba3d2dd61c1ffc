using CsCheck;
using MinMo.Models.Checkpoints;
using MinMo.Testing.Files;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.Checkpoints;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_back()
    {
        var writer = new SafetensorsWriter();
        writer.Add("scalar", [], [1.5f]);
        writer.Add("matrix \"quoted\"", [2, 3], [1f, -2f, 3f, float.NaN, float.PositiveInfinity, -0f]);
        writer.Add("ids", [2], [long.MinValue, 7L]);
        writer.Add("empty", [0, 4], ReadOnlySpan<float>.Empty);
        writer.Add("half", ElementType.Float16, [2], [0x00, 0x3C, 0x01, 0x00]);
        writer.SetMetadata("about", "ünïcode");
        writer.Save(_folder.Of("all.safetensors"));

        using var file = SafetensorsFile.Open(_folder.Of("all.safetensors"));

        Assert.Equal("ünïcode", file.Metadata["about"]);
        Assert.Equal([2L, 3L], file.Tensors["matrix \"quoted\""].Shape);
        Assert.Equal([1f, -2f, 3f, float.NaN, float.PositiveInfinity, -0f], file.ReadFloat32("matrix \"quoted\""));
        Assert.Equal([1.5f], file.ReadFloat32("scalar"));
        Assert.Empty(file.ReadFloat32("empty"));
        Assert.Equal([1f, 5.9604645e-8f], file.ReadFloat32("half"));
        Assert.Equal([(float)long.MinValue, 7f], file.ReadFloat32("ids"));
    }

    [Fact]
    public void What_is_written_late_is_read_back()
    {
        var writer = new SafetensorsWriter();
        writer.Add("late", ElementType.Float16, [2], static file => file.Write([0x00, 0x3C, 0x00, 0x3E]));
        writer.Add("early", [1], [7f]);
        writer.Save(_folder.Of("late.safetensors"));

        using var file = SafetensorsFile.Open(_folder.Of("late.safetensors"));

        Assert.Equal([1f, 1.5f], file.ReadFloat32("late"));
        Assert.Equal([7f], file.ReadFloat32("early"));
    }

    [Fact]
    public void A_tensor_that_is_written_with_another_length_is_named()
    {
        var writer = new SafetensorsWriter();
        writer.Add("short", ElementType.Float16, [2], static file => file.Write([0x00, 0x3C]));

        var mistake = Assert.Throws<InvalidOperationException>(() => writer.Save(_folder.Of("short.safetensors")));

        Assert.Equal("2 bytes were written for 'short', which has 4", mistake.Message);
    }

    [Fact]
    public void A_missing_tensor_is_named()
    {
        new SafetensorsWriter().Save(_folder.Of("none.safetensors"));
        using var file = SafetensorsFile.Open(_folder.Of("none.safetensors"));

        var exception = Assert.Throws<CheckpointFormatException>(() => file.ReadFloat32("absent"));

        Assert.Contains("'absent'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_destination_of_another_length_is_refused()
    {
        var writer = new SafetensorsWriter();
        writer.Add("x", [3], [1f, 2f, 3f]);
        writer.Save(_folder.Of("x.safetensors"));
        using var file = SafetensorsFile.Open(_folder.Of("x.safetensors"));

        Assert.Throws<ArgumentException>(() => file.ReadFloat32("x", new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadBytes("x", 9, new byte[4]));
    }

    [Fact]
    public void Nothing_is_read_after_disposal()
    {
        var writer = new SafetensorsWriter();
        writer.Add("x", [1], [1f]);
        writer.Save(_folder.Of("x.safetensors"));
        var file = SafetensorsFile.Open(_folder.Of("x.safetensors"));
        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.ReadFloat32("x"));
    }

    [Fact]
    public void Shards_are_one_checkpoint()
    {
        using var sharded = Checkpoint.Open(GoldenFolders.Of("qwen2", "checkpoints", "sharded"));

        Assert.Contains("model.embed_tokens.weight", sharded.Tensors.Keys);
        Assert.All(sharded.Tensors.Values, entry => Assert.Equal(entry.ElementCount, sharded.ReadFloat32(entry.Name).Length));
    }

    [Theory]
    [InlineData("../outside.safetensors")]
    [InlineData("absent.safetensors")]
    public void An_index_that_names_no_file_beside_it_is_refused(string shard)
    {
        _folder.Write("model.safetensors.index.json", "{\"weight_map\": {\"x\": \"" + shard + "\"}}");

        Assert.Throws<CheckpointFormatException>(() => Checkpoint.Open(_folder.Path));
    }

    [Fact]
    public void Changed_headers_are_read_or_refused_in_the_one_way()
    {
        var valid = File.ReadAllBytes(GoldenFolders.Of("safetensors", "checkpoints", "valid", "all-types.safetensors"));

        FileMutations.Of(valid).Sample(
            bytes => Attempts.IsReadOrRefused(() => SafetensorsFile.Open(_folder.Write("fuzzed.safetensors", bytes))),
            iter: 2_000,
            threads: 1);
    }
}
