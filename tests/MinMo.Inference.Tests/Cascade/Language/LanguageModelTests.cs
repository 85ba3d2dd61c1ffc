using MinMo.Inference.Cascade.Language;
using MinMo.Inference.Engine;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Testing.Weights;

namespace MinMo.Inference.Tests.Cascade.Language;

public sealed class LanguageModelTests : IDisposable
{
    private static readonly int[] Prompt = [5, 80, 7, 300];

    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory("minmo-language-");

    private string Adapter => Path.Combine(_cache.FullName, "adapter");

    public void Dispose() => _cache.Delete(recursive: true);

    [Fact]
    public void An_adapter_is_merged_into_the_graph()
    {
        TinyAdapter.Write(Adapter);
        using var checkpoint = DecoderCheckpoint.Open(TinyQwen.Folder);
        using var adapter = LoraAdapter.Open(Adapter);
        using var reference = DecoderModel.Load(checkpoint.Weights, checkpoint.Configuration);
        adapter.Attach(reference);
        using var expected = new TorchDecoder(reference, lanes: 1, maximumLength: 16);

        var (bare, adapted) = (Logits(null), Logits(Adapter));

        var wanted = Last(expected);
        Assert.Equal(0, Distance(wanted, adapted), 1e-3);
        Assert.True(Distance(wanted, bare) > 0.05, "the adapter changes nothing");
    }

    [Fact]
    public void Graphs_with_and_without_an_adapter_are_kept_side_by_side()
    {
        TinyAdapter.Write(Adapter);
        Logits(null);
        Logits(Adapter);
        TinyAdapter.Write(Adapter, fingerprint: "another one");
        Logits(Adapter);

        Assert.Equal(3, _cache.EnumerateDirectories("decoder-*").Count());
    }

    private static float Distance(float[] one, float[] other)
        => one.Zip(other, static (a, b) => Math.Abs(a - b)).Max();

    private float[] Logits(string? adapter)
    {
        var options = new EngineOptions
        {
            Places = 1,
            LaneLength = 64,
            LanguagePrecision = WeightPrecision.Float32,
            LanguageThreads = 1,
            LanguageSpins = false,
        };
        using var model = LanguageModel.Open(TinyQwen.Folder, _cache.FullName, options, adapter);
        return Last(model.Decoder);
    }

    private static float[] Last(IDecoderExecutor decoder)
        => decoder.Step([new LaneRow { Slot = 0, Past = 0, Tokens = Prompt, Demand = RowDemand.LastLogits }]).LastLogits(0).ToArray();
}
