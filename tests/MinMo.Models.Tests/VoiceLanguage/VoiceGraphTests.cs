using MinMo.Models.Checkpoints;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.VoiceLanguage;
using MinMo.Testing.Files;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.VoiceLanguage;

public sealed class VoiceGraphTests
{
    private static readonly VoiceLanguageConfiguration Sizes = new()
    {
        Decoder = new VoiceLanguageConfiguration().Decoder with
        {
            HiddenSize = 32,
            LayerCount = 2,
            HeadCount = 2,
            KeyValueHeadCount = 1,
            HeadSize = 16,
            FeedForwardSize = 48,
        },
        TableRank = 4,
    };

    [Fact]
    public void The_graph_gives_the_hidden_states_of_the_transformer()
    {
        using var folder = new TemporaryFolder();
        using var model = new VoiceLanguageModel(Sizes);
        using var generator = new Generator(3);
        model.Initialise(0.1, generator);
        model.eval();
        ModuleFolder.Save(model, Sizes, folder.Path);
        var graph = new OnnxDecoderFolder(folder.Of("graph"));
        VoiceLanguageModel.EnsureGraph(folder.Path, graph, WeightPrecision.Float32);
        using var reference = new TorchDecoder(model.Body, lanes: 3, maximumLength: 32);
        using var decoder = OnnxDecoder.Open(graph, lanes: 3, maximumLength: 32);

        // Blocks of rows first, then row by row, in lanes of unequal length.
        AssertSame(reference, decoder, (0, 0, 6), (2, 0, 4));
        for (int step = 0; step < 3; step++)
        {
            AssertSame(reference, decoder, (0, 6 + step, 1), (2, 4 + step, 1));
        }
    }

    private static void AssertSame(TorchDecoder reference, OnnxDecoder decoder, params (int Slot, int Past, int Count)[] lanes)
    {
        LaneRow[] rows = [.. lanes.Select(static lane => new LaneRow
        {
            Slot = lane.Slot,
            Past = lane.Past,
            Embeddings = Enumerable.Range(1, lane.Count * 32).Select(index => MathF.Sin(index * (lane.Slot + lane.Past + 2))).ToArray(),
            Demand = RowDemand.HiddenStates,
        })];
        var expected = reference.Step(rows);
        var actual = decoder.Step(rows);
        for (int row = 0; row < rows.Length; row++)
        {
            float[] wanted = expected.HiddenStates(row).ToArray();
            float[] given = actual.HiddenStates(row).ToArray();
            Assert.Equal(wanted.Length, given.Length);
            Assert.All(wanted.Zip(given), static pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }
}
