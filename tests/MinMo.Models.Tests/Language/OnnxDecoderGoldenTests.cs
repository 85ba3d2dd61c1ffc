using MinMo.Models.Parity;
using MinMo.Models.Parity.Decoders;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.Language;

/// <summary>The graph with float32 weights against the goldens by which the TorchSharp decoder is judged.</summary>
public sealed class OnnxDecoderGoldenTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("minmo-decoder-");

    public static TheoryData<string> Goldens
        => [.. Find("forward-*").Concat(Find("padded-*")).Concat(Find("cached-*"))];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Graph_reproduces_the_golden(string name)
    {
        var golden = Load(name);
        Assert.SkipWhen(
            golden.Parameters.TryGetProperty("dtype", out var type) && type.GetString() == "bfloat16",
            "the graph computes in float32");
        var decoder = new OnnxGoldenDecoder(_folder.FullName);
        IGoldenKind kind = golden.Kind.EndsWith(".cached_forward", StringComparison.Ordinal)
            ? new DecoderCachedForwardKind(golden.Kind, decoder)
            : new DecoderForwardKind(golden.Kind, decoder);

        var outputs = kind.Run(golden);

        // The graph does not show what its inner layers give out.
        var shown = golden.Outputs.Where(output => outputs.Tensors.ContainsKey(output.Key)).ToDictionary();
        Assert.Contains("logits", shown.Keys);
        var result = GoldenComparison.Judge(golden with { Outputs = shown }, outputs);
        Assert.True(result.Status == GoldenStatus.Passed, result.Detail);
    }

    private static GoldenCase Load(string name)
    {
        try
        {
            return GoldenCase.Load(GoldenFolders.Of(name), InstalledWeights.Root);
        }
        catch (WeightsNotInstalledException exception)
        {
            Assert.Skip(exception.Message);
            throw;
        }
    }

    private static IEnumerable<string> Find(string pattern)
        => from family in (string[])["gguf", "llama", "qwen2"]
           from folder in Directory.EnumerateDirectories(GoldenFolders.Of(family), pattern)
           select Path.GetRelativePath(GoldenFolders.Root, folder);
}
