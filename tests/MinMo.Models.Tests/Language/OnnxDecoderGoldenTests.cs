using System.Text.Json;
using MinMo.Models.Parity;
using MinMo.Models.Parity.Decoders;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.Language;

/// <summary>The graph with float32 weights against the goldens by which the TorchSharp decoder is judged.</summary>
public sealed class OnnxDecoderGoldenTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("minmo-decoder-");

    public static TheoryData<string> Goldens
        =>
        [
            .. from pattern in (string[])["forward-*", "padded-*", "cached-*", "generate-*", "chat"]
               from golden in Find(pattern)
               where !IsBrainFloat(golden)
               select golden,
        ];

    public void Dispose() => _folder.Delete(recursive: true);

    // The graph computes in float32: goldens of bfloat16 arithmetic are the TorchSharp decoder's alone.
    private static bool IsBrainFloat(string name)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(GoldenFolders.Of(name), "golden.json")));
        return golden.RootElement.TryGetProperty("parameters", out var parameters)
            && parameters.ValueKind == JsonValueKind.Object
            && parameters.TryGetProperty("dtype", out var type) && type.GetString() == "bfloat16";
    }

    [Theory]
    [MemberData(nameof(Goldens))]
    public void Graph_reproduces_the_golden(string name)
    {
        var golden = Load(name);
        var kind = KindOf(golden.Kind, new OnnxGoldenDecoder(_folder.FullName));

        var outputs = new GoldenOutputs();
        kind.Run(golden, outputs);

        // The graph does not show what its inner layers give out.
        var shown = golden.Outputs.Where(output => outputs.Tensors.ContainsKey(output.Key)).ToDictionary();
        Assert.True(golden.Outputs.Count == 0 || shown.ContainsKey("logits"));
        var result = GoldenComparison.Judge(golden with { Outputs = shown }, outputs);
        Assert.True(result.Status == GoldenStatus.Passed, result.Detail);
    }

    private static IGoldenKind KindOf(string name, GoldenDecoder decoder) => name.Split('.')[1] switch
    {
        "cached_forward" => new DecoderCachedForwardKind(name, decoder),
        "chat" => new DecoderChatKind(name, decoder),
        "generate" when name == "gguf.generate" => new DecoderChatKind(name, decoder),
        "generate" => new DecoderGenerateKind(name, decoder),
        _ => new DecoderForwardKind(name, decoder),
    };

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
