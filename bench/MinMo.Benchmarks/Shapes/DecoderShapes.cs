using MinMo.Models.Language;

namespace MinMo.Benchmarks.Shapes;

/// <summary>Sizes of public decoders, from their <c>config.json</c>.</summary>
internal static class DecoderShapes
{
    private static readonly Dictionary<string, DecoderConfiguration> Known = new(StringComparer.Ordinal)
    {
        ["qwen2.5-0.5b"] = Qwen2(896, layers: 24, heads: 14, keyHeads: 2, feedForward: 4864, vocabulary: 151_936) with
        {
            TiedEmbeddings = true,
        },
        ["qwen2.5-7b"] = Qwen2(3584, layers: 28, heads: 28, keyHeads: 4, feedForward: 18_944, vocabulary: 152_064),

        // For tests.
        ["tiny"] = Qwen2(64, layers: 2, heads: 4, keyHeads: 2, feedForward: 96, vocabulary: 512),
    };

    public static IEnumerable<string> Names => Known.Keys;

    /// <exception cref="ArgumentException">It is not known.</exception>
    public static DecoderConfiguration Of(string name)
        => Known.TryGetValue(name, out var shape)
            ? shape
            : throw new ArgumentException($"there is no shape '{name}', only {string.Join(", ", Names)}");

    private static DecoderConfiguration Qwen2(int width, int layers, int heads, int keyHeads, int feedForward, int vocabulary) => new()
    {
        HiddenSize = width,
        LayerCount = layers,
        HeadCount = heads,
        KeyValueHeadCount = keyHeads,
        HeadSize = width / heads,
        FeedForwardSize = feedForward,
        VocabularySize = vocabulary,
        NormEpsilon = 1e-6,
        Rotary = new RotaryConfiguration(1_000_000),
        QueryKeyValueBias = true,
        ContextLength = 32_768,
    };
}
