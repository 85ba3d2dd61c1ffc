using System.Globalization;

namespace MinMo.Models.SpeechEncoder;

/// <summary>SAN-M layers of one kind within a graph, and the names of their inputs and outputs.</summary>
/// <remarks>Letters: n streams in a step, t new rows of each, s earlier rows that attention sees, h heads, e = d / h.
/// </remarks>
internal sealed record SanmStack
{
    /// <param name="name">Goes in front of the names.</param>
    /// <param name="sizes">Of each layer.</param>
    /// <param name="layerCount">Layers.</param>
    /// <param name="chunks">What attention sees.</param>
    /// <exception cref="ArgumentException">The layers' filters see the future, or attention sees nothing of the past: they
    /// cannot run in a stream.</exception>
    public SanmStack(string name, SanmLayerSizes sizes, int layerCount, ChunkView chunks)
    {
        if (sizes.MemoryRight != 0)
        {
            throw new ArgumentException($"the memory filters of the {name} see {sizes.MemoryRight} rows ahead", nameof(sizes));
        }

        if (chunks.LeftRows < 1)
        {
            throw new ArgumentException($"attention of the {name} sees no earlier rows", nameof(chunks));
        }

        (Name, Sizes, LayerCount, Chunks) = (name, sizes, layerCount, chunks);
    }

    public string Name { get; }

    public SanmLayerSizes Sizes { get; }

    public int LayerCount { get; }

    public ChunkView Chunks { get; }

    /// <summary>Width of a head, e.</summary>
    public int HeadSize => Sizes.Width / Sizes.Heads;

    /// <summary>What <see cref="SanmLanes"/> keeps of one stream, in bytes.</summary>
    public long BytesOfLane
        => (long)LayerCount * ((2 * Chunks.LeftRows) + Sizes.MemoryLeft) * Sizes.Width * sizeof(float);

    /// <summary>What is added to the scores: float <c>[n, 1, t, s + t]</c>.</summary>
    public string Mask => $"{Name}_mask";

    /// <summary>Keys of earlier rows: float <c>[lanes, h, e, s]</c>.</summary>
    public string Keys(int layer) => NameOf("keys", layer);

    /// <summary>Values of earlier rows: float <c>[lanes, h, s, e]</c>.</summary>
    public string Values(int layer) => NameOf("values", layer);

    /// <summary>Values under the memory filter before the new rows, in order: float <c>[lanes, left, h, e]</c>.</summary>
    public string Memory(int layer) => NameOf("memory", layer);

    /// <summary>Keys of the new rows: float <c>[n · t, d]</c>.</summary>
    public string NewKeys(int layer) => NameOf("new_keys", layer);

    /// <summary>Values of the new rows: float <c>[n · t, d]</c>.</summary>
    public string NewValues(int layer) => NameOf("new_values", layer);

    private string NameOf(string part, int layer)
        => string.Create(CultureInfo.InvariantCulture, $"{Name}_{part}_{layer}");
}
