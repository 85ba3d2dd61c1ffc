using System.Text.Json.Nodes;
using MinMo.Models.Checkpoints.TorchFiles;
using MinMo.Models.SenseVoice;

namespace MinMo.Models.Parity.SenseVoice;

/// <summary>What all kinds of SenseVoice goldens share.</summary>
internal static class SenseVoiceGoldens
{
    private static readonly LoadedModels<SenseVoiceFolder> Folders = new(SenseVoiceFolder.Read);
    private static readonly LoadedModels<SenseVoiceModel> Models = new(Load);
    private static readonly LoadedModels<TorchFile> Weights = new(TorchFile.Open);

    extension(GoldenCase golden)
    {
        /// <summary>Everything but the weights.</summary>
        public SenseVoiceFolder ReadFolder() => Folders.Get(golden.RequireCheckpoint());

        /// <summary>The network.</summary>
        public SenseVoiceModel LoadModel() => Models.Get(golden.RequireCheckpoint());

        /// <summary>The weights.</summary>
        public TorchFile OpenWeights() => Weights.Get(golden.ReadFolder().WeightsPath);

        /// <summary>An input of one integer for each item.</summary>
        public int[] PerItem(string name) => Array.ConvertAll(golden.Inputs[name].Integers, value => (int)value);

        /// <summary>A flag that may be absent.</summary>
        public bool Flag(string name) => golden.Parameters.TryGetProperty(name, out var value) && value.GetBoolean();
    }

    /// <summary>Which elements of <c>[items, rows, width]</c> are within their item's length.</summary>
    public static bool[] Within(IReadOnlyList<int> lengths, int rows, int width)
        => [.. Enumerable.Range(0, lengths.Count * rows * width).Select(index => index / width % rows < lengths[index / width / rows])];

    /// <summary>Words and their times as the goldens have them: texts, and milliseconds.</summary>
    public static void Describe(JsonObject item, IReadOnlyList<TimedWord>? words)
    {
        if (words is not null)
        {
            item["timestamp"] = new JsonArray([.. words.Select(word => new JsonArray(Milliseconds(word.Start), Milliseconds(word.End)))]);
            item["words"] = new JsonArray([.. words.Select(word => (JsonNode)word.Text)]);
        }
    }

    public static JsonArray Numbers(IEnumerable<int> numbers) => new([.. numbers.Select(number => (JsonNode)number)]);

    private static long Milliseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMillisecond;

    private static SenseVoiceModel Load(string folder)
    {
        var read = SenseVoiceFolder.Read(folder);
        using var file = TorchFile.Open(read.WeightsPath);
        return SenseVoiceModel.Load(read.Configuration, file.StateDict());
    }
}
