using MinMo.Models.Bundles.Hub;
using MinMo.Models.CosyVoice;

namespace MinMo.Models.Bundles;

/// <summary>The public models that can be pulled, imported and composed by name.</summary>
public static class PublishedCheckpoints
{
    private const string SenseVoice = "FunAudioLLM/SenseVoiceSmall";
    private const string CosyVoice = "FunAudioLLM/CosyVoice2-0.5B";

    private static readonly string[] TextFiles =
        ["config.json", "generation_config.json", "merges.txt", "tokenizer_config.json", "vocab.json"];

    /// <summary>All of them: ears, voices, language models by size.</summary>
    public static IReadOnlyList<PublishedCheckpoint> All { get; } =
        [SenseVoiceSmall, CosyVoice2, .. Qwen25Instruct.Sizes.Select(static size => size.Checkpoint())];

    /// <summary>The one of that name, or null.</summary>
    public static PublishedCheckpoint? Find(string name) => All.FirstOrDefault(checkpoint => checkpoint.Name == name);

    private static PublishedCheckpoint SenseVoiceSmall => new(
        "ears: Mandarin, Cantonese, English, Japanese, Korean; tells language, emotion and sounds",
        "two CPU cores or more",
        new PublishedPart(
            BundlePartKind.Ears, BundlePartFormat.SenseVoice, "sensevoice-small",
            "FunASR Model Open Source License 1.1: attribution, the model's name is kept", SenseVoice)
        {
            Files =
            [
                HubFile.OfHub(SenseVoice, "main", "config.yaml"),
                HubFile.OfHub(SenseVoice, "main", "configuration.json"),
                HubFile.OfHub(SenseVoice, "main", "am.mvn"),
                HubFile.OfHub(SenseVoice, "main", "chn_jpn_yue_eng_ko_spectok.bpe.model"),
                HubFile.OfHub(SenseVoice, "main", "model.pt"),
            ],
            ApproximateBytes = 936_000_000,
        })
    {
        Parameters = 233_999_167,
    };

    // The text folder's own weights are not fetched: nothing reads them.
    private static PublishedCheckpoint CosyVoice2 => new(
        "voice: streams speech from five tokens of text at a time, imitates a recording",
        "a server with many CPU cores",
        new PublishedPart(
            BundlePartKind.Voice, BundlePartFormat.CosyVoice2, "cosyvoice2-0.5b", "Apache-2.0 (see its model card)", CosyVoice)
        {
            Files =
            [
                HubFile.OfHub(CosyVoice, "main", CosyVoiceFiles.Settings),
                .. TextFiles
                    .Select(static name => $"{CosyVoiceFiles.TextFolder}/{name}")
                    .Select(static path => HubFile.OfHub(CosyVoice, "main", path) with { Target = path }),
                HubFile.OfHub(CosyVoice, "main", "campplus.onnx"),
                HubFile.OfHub(CosyVoice, "main", "speech_tokenizer_v2.onnx")
                    with { Sha256 = "d43342aa12163a80bf07bffb94c9de2e120a8df2f9917cd2f642e7f4219c6f71" },
                HubFile.OfHub(CosyVoice, "main", CosyVoiceFiles.LanguageModel),
                HubFile.OfHub(CosyVoice, "main", "flow.pt"),
                HubFile.OfHub(CosyVoice, "main", "hift.pt"),
            ],
            ApproximateBytes = 3_100_000_000,
        })
    {
        Parameters = 641_938_468 - (151_936 * 896) + 112_549_360 + 20_821_295, // the language model holds its embedding twice
    };
}
