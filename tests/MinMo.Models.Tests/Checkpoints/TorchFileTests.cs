using System.IO.Compression;
using System.Text;
using CsCheck;
using MinMo.Models.Checkpoints;
using MinMo.Models.Checkpoints.TorchFiles;
using MinMo.Testing.Files;
using MinMo.Testing.Goldens;
using MinMo.Testing.Weights;

namespace MinMo.Models.Tests.Checkpoints;

public sealed class TorchFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> LoadedGoldens
        => [.. Directory.EnumerateDirectories(GoldenFolders.Of("torchzip"), "load-*").Select(folder => Path.GetFileName(folder))];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(LoadedGoldens))]
    public void Types_and_bytes_are_those_that_were_saved(string golden)
    {
        using var ours = TorchFile.Open(Good(golden["load-".Length..]));
        using var reference = SafetensorsFile.Open(GoldenFolders.Of("torchzip", golden, "outputs.safetensors"));

        Assert.Equal(reference.Tensors.Keys.Order(StringComparer.Ordinal), ours.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.All(reference.Tensors.Values, entry =>
        {
            Assert.Equal(entry.Type, ours.Tensors[entry.Name].Type);
            Assert.Equal(Bytes(reference, entry.Name), Bytes(ours, entry.Name));
        });
    }

    [Fact]
    public void A_strided_tensor_is_read_in_any_pieces()
    {
        using var file = TorchFile.Open(Good("strided"));

        foreach (var entry in file.Tensors.Values)
        {
            var whole = Bytes(file, entry.Name);
            Gen.Int[0, whole.Length].Select(Gen.Int[0, whole.Length]).Sample(
                ends =>
                {
                    var (from, to) = (Math.Min(ends.Item1, ends.Item2), Math.Max(ends.Item1, ends.Item2));
                    var piece = new byte[to - from];
                    file.ReadBytes(entry.Name, from, piece);
                    return piece.AsSpan().SequenceEqual(whole.AsSpan(from..to));
                },
                iter: 50,
                threads: 1);
        }
    }

    [Fact]
    public void Parameters_are_found_alone_and_under_a_key()
    {
        using var alone = TorchFile.Open(Good("state-dict"));
        using var nested = TorchFile.Open(Good("nested"));

        Assert.Equal(alone.Tensors.Keys, alone.StateDict().Tensors.Keys);
        Assert.Equal(["a.weight", "a.bias"], nested.StateDict("model").Tensors.Keys);
        Assert.Equal(nested.ReadFloat32("model/a.bias"), nested.StateDict("model").ReadFloat32("a.bias"));
    }

    [Fact]
    public void The_extension_tells_the_format()
    {
        using var checkpoint = Checkpoint.Open(Good("state-dict"));

        Assert.IsType<TorchFile>(checkpoint);
    }

    [Fact]
    public void A_destination_of_another_length_is_refused()
    {
        using var file = TorchFile.Open(Good("single-tensor"));
        var entry = file.Tensors["tensor"];

        Assert.Throws<ArgumentException>(() => file.ReadFloat32("tensor", new float[entry.ElementCount + 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.ReadBytes("tensor", entry.ByteLength - 1, new byte[2]));
    }

    [Fact]
    public void What_was_written_is_read_back()
    {
        var values = new Random(5);
        var written = new List<float>();
        TorchFileWriter.Write(_folder.Of("own.pt"), [("scalar", []), ("a.weight", [3, 1, 300, 100]), ("none", [0, 4])], (_, part) =>
        {
            for (var i = 0; i < part.Length; i++)
            {
                written.Add(part[i] = values.NextSingle());
            }
        });

        using var file = TorchFile.Open(_folder.Of("own.pt"));

        Assert.Equal(["scalar", "a.weight", "none"], file.Tensors.Keys);
        Assert.Equal([3L, 1L, 300L, 100L], file.Tensors["a.weight"].Shape);
        Assert.Equal(written, [.. file.ReadFloat32("scalar"), .. file.ReadFloat32("a.weight"), .. file.ReadFloat32("none")]);
    }

    [Fact]
    public void A_forbidden_name_is_told()
    {
        var path = Write("cos\nsystem\nX\u0004\0\0\0true\u0085R.");

        var exception = Assert.Throws<CheckpointFormatException>(() => TorchFile.Open(path));

        Assert.Contains("os.system", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("]q\0h\0a.")] // a list that holds itself
    [InlineData("}q\0X\u0001\0\0\0ah\0s.")] // a dictionary that holds itself
    public void What_holds_itself_is_refused(string pickle)
    {
        Assert.Throws<CheckpointFormatException>(() => TorchFile.Open(Write(pickle)));
    }

    [Fact]
    public void A_small_file_that_unfolds_to_a_huge_tree_is_refused()
    {
        // Sixty pairs, each of which holds the one before twice.
        var doubling = string.Concat(Enumerable.Repeat("q\0h\0\u0086", 60));

        Assert.Throws<CheckpointFormatException>(() => TorchFile.Open(Write($"){doubling}.")));
    }

    [Fact]
    public void A_key_given_twice_keeps_its_place_and_takes_the_last_value()
    {
        using var file = TorchFile.Open(Write("}(X\u0001\0\0\0aK\u0001X\u0001\0\0\0bK\u0002X\u0001\0\0\0aK\u0003u."));

        var entries = Assert.IsType<TorchValue.Dictionary>(file.Root).Entries.ToArray();

        Assert.Equal(["a", "b"], entries.Select(entry => ((TorchValue.Text)entry.Key).Value));
        Assert.Equal([3, 2], entries.Select(entry => (int)((TorchValue.Integer)entry.Value).Value));
    }

    [Theory]
    [InlineData("state-dict")]
    [InlineData("nested")]
    [InlineData("zip64")]
    public void Changed_files_are_read_or_refused_in_the_one_way(string valid)
    {
        FileMutations.Of(File.ReadAllBytes(Good(valid))).Sample(
            bytes => Attempts.IsReadOrRefused(() => TorchFile.Open(_folder.Write("fuzzed.pt", bytes))),
            iter: 1_000,
            threads: 1);
    }

    [Fact]
    public void Random_programs_are_run_or_refused_in_the_one_way()
    {
        var operations = Gen.OneOf<char>([.. "().]}aesuNtbQRc0hqK\u0080\u0085\u0086\u0087\u0088\u0089\0\u0001\u0002"]);

        operations.Array[1, 40].Sample(
            program => Attempts.IsReadOrRefused(() => TorchFile.Open(Write(new string(program) + '.'))),
            iter: 1_000,
            threads: 1);
    }

    private static string Good(string name) => GoldenFolders.Of("torchzip", "checkpoints", "good", $"{name}.pt");

    private static byte[] Bytes(ICheckpoint checkpoint, string name)
    {
        var bytes = new byte[checkpoint.Tensors[name].ByteLength];
        checkpoint.ReadBytes(name, 0, bytes);
        return bytes;
    }

    /// <param name="pickle">A byte for each character.</param>
    private string Write(string pickle)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "a/data.pkl", Encoding.Latin1.GetBytes(pickle));
            Add(archive, "a/version", "3\n"u8);
        }

        return _folder.Write("written.pt", buffer.ToArray());
    }

    private static void Add(ZipArchive archive, string name, ReadOnlySpan<byte> content)
    {
        using var stream = archive.CreateEntry(name, CompressionLevel.NoCompression).Open();
        stream.Write(content);
    }
}
