using MinMo.Models.Bundles.Hub;
using MinMo.Models.Language;

namespace MinMo.Models.Bundles;

/// <summary>A size of Qwen2.5-Instruct as it is published, in bfloat16.</summary>
/// <param name="Size">As in its name, such as <c>0.5B</c>.</param>
/// <param name="Licence">Its terms; they differ by size.</param>
/// <param name="Machine">For which machine it is meant.</param>
/// <param name="Shape">Its sizes; biases, constants and rotary embedding are the same for all.</param>
internal sealed record Qwen25Instruct(string Size, string Licence, string Machine, DecoderConfiguration Shape)
{
    private const string Apache = "Apache-2.0 (Alibaba Cloud)";
    private const string Server = "a server with much memory and many CPU cores";

    /// <summary>All of them, the smallest first.</summary>
    public static IReadOnlyList<Qwen25Instruct> Sizes { get; } =
    [
        new("0.5B", Apache, "two CPU cores or more", Of(896, 4864, 24, (14, 2))),
        new("1.5B", Apache, "four CPU cores or more", Of(1536, 8960, 28, (12, 2))),
        new("3B", "Qwen Research: not commercial (see its LICENSE)", "eight CPU cores or more", Of(2048, 11_008, 36, (16, 2))),
        new("7B", Apache, Server, Of(3584, 18_944, 28, (28, 4))),
        new("14B", Apache, Server, Of(5120, 13_824, 48, (40, 8))),
        new("32B", Apache, Server, Of(5120, 27_648, 64, (40, 8))),
        new("72B", "Qwen (see its LICENSE)", Server, Of(8192, 29_568, 80, (64, 8))),
    ];

    /// <summary>Numbers in its weights.</summary>
    public long Parameters => DecoderTensors.Of(Shape).Sum(
        static tensor => tensor.Shape.Aggregate(1L, static (product, size) => product * size));

    /// <summary>As something that can be pulled.</summary>
    public PublishedCheckpoint Checkpoint()
    {
        var repository = $"Qwen/Qwen2.5-{Size}-Instruct";
        return new PublishedCheckpoint(
            $"language model, Qwen2.5-{Size}-Instruct",
            Machine,
            new PublishedPart(
                BundlePartKind.LanguageModel, BundlePartFormat.Safetensors,
                $"qwen2.5-{Size.ToLowerInvariant()}-instruct", Licence, repository)
            {
                Files =
                [
                    HubFile.OfHub(repository, "main", "config.json"),
                    HubFile.OfHub(repository, "main", "generation_config.json"),
                    HubFile.OfHub(repository, "main", "tokenizer.json"),
                    HubFile.OfHub(repository, "main", "tokenizer_config.json"),
                    HubFile.OfHub(repository, "main", "model.safetensors") with { MayBeSharded = true },
                ],
                ApproximateBytes = 2 * Parameters, // bfloat16
            })
        {
            Parameters = Parameters,
        };
    }

    private static DecoderConfiguration Of(int width, int inner, int layers, (int Query, int KeyValue) heads)
    {
        var isLarge = width >= 3584; // the embedding is the output layer only in those below 7B
        return new DecoderConfiguration
        {
            HiddenSize = width,
            FeedForwardSize = inner,
            LayerCount = layers,
            HeadCount = heads.Query,
            KeyValueHeadCount = heads.KeyValue,
            HeadSize = width / heads.Query,
            VocabularySize = isLarge ? 152_064 : 151_936,
            TiedEmbeddings = !isLarge,
            NormEpsilon = 1e-6,
            Rotary = new RotaryConfiguration(1_000_000),
            QueryKeyValueBias = true,
            ContextLength = 32_768,
        };
    }
}
