using MinMo.Models.Language;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Lora;

/// <summary>Low-rank adapters of a decoder.</summary>
/// <param name="Rank">Inner width.</param>
/// <param name="Alpha">The update is scaled by alpha / rank.</param>
/// <param name="Targets">Last parts of the names of adapted layers.</param>
public sealed record AdapterShape(int Rank, double Alpha, IReadOnlyList<string> Targets)
{
    /// <summary>Rank 8 on queries, values, outputs and the feed-forward part.</summary>
    public static AdapterShape Default { get; } = new(8, 16, ["q_proj", "v_proj", "o_proj", "up_proj", "down_proj"]);

    /// <summary>What the update is multiplied with.</summary>
    internal double Scale => Alpha / Rank;

    /// <summary>The layers of a model that get an update, by name.</summary>
    internal IEnumerable<(string Name, LoraLinear Module)> LayersOf(DecoderModel model)
        => model.AdaptedLayers.Where(layer => Targets.Any(
            target => layer.Name.EndsWith("." + target, StringComparison.Ordinal)));

    /// <summary>Attaches updates that are zero at first: A drawn, B zero (arXiv 2106.09685, section 4.1).</summary>
    /// <param name="model">Without an adapter.</param>
    /// <param name="generator">Draws A; null for torch's own.</param>
    internal void Attach(DecoderModel model, Generator? generator)
    {
        foreach (var (_, layer) in LayersOf(model))
        {
            using var scope = NewDisposeScope();
            var (outputs, inputs) = (layer.Weight.shape[0], layer.Weight.shape[1]);
            layer.Attach(randn([Rank, inputs], generator: generator) / Math.Sqrt(inputs), zeros(outputs, Rank), Scale);
        }
    }
}
