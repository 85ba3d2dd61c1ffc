using System.Text.Json.Nodes;
using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;
using MinMo.Models.Checkpoints;
using MinMo.Models.Duplex;
using MinMo.Models.FlowMatching;
using MinMo.Models.InputProjection;
using MinMo.Models.Language;
using MinMo.Models.OutputProjection;
using MinMo.Models.SpeechEncoder;
using MinMo.Models.Tokenization;
using MinMo.Models.Vocoder;
using MinMo.Models.VoiceLanguage;
using TorchSharp;

namespace MinMo.Testing.Weights;

/// <summary>Bundles of the family <c>minmo</c> with random weights: everything runs, nothing is meant.</summary>
public static class TinyMinmo
{
    private const int Width = 32;
    private const int Seed = 7;

    /// <summary>What MinMo's own models need besides the tokens of ChatML.</summary>
    private static readonly string[] Specials =
    [
        "<|startofspeech|>", "<|endofspeech|>", "<|blank|>", "<tool_call>", "</tool_call>", "<tool_response>",
        "</tool_response>", "<|slow|>", "<|fast|>", "<|loud|>", "<|whisper|>",
    ];

    /// <summary>Writes a bundle whose parts are 32 wide into a folder.</summary>
    /// <param name="folder">Made if it does not exist.</param>
    /// <param name="name">The bundle's name.</param>
    public static Bundle Write(string folder, string name = "tiny-minmo") => Write(folder, name, MinmoSizes.Tiny(Width));

    /// <summary>Writes a bundle in the sizes of <c>nano-en</c> into a folder.</summary>
    /// <param name="folder">Made if it does not exist.</param>
    /// <param name="name">The bundle's name.</param>
    public static Bundle WriteNano(string folder, string name) => Write(folder, name, new MinmoSizes());

    private static Bundle Write(string folder, string name, MinmoSizes sizes)
    {
        var parts = Directory.CreateTempSubdirectory("minmo-tiny-parts-");
        try
        {
            torch.random.manual_seed(Seed);
            var paths = BundleFamily.Minmo.Parts.ToDictionary(
                static kind => kind, kind => parts.CreateSubdirectory(kind.ToString()).FullName);
            var (size, blank) = WriteLanguage(paths[BundlePartKind.LanguageModel], sizes);
            WriteHearing(paths, sizes, (size, blank));
            WriteSpeech(paths, sizes);
            Directory.CreateDirectory(folder);
            return MinmoBundleFolder.Write(folder, name, "random weights, made for tests", new MinmoBundleParts(paths, "Apache-2.0"));
        }
        finally
        {
            parts.Delete(recursive: true);
        }
    }

    private static (int Size, int Blank) WriteLanguage(string folder, MinmoSizes sizes)
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(TinyQwen.Folder, "tokenizer.json")))!;
        var added = json["added_tokens"]!.AsArray();
        var id = added.Max(static token => token!["id"]!.GetValue<int>());
        foreach (var token in Specials.Where(token => added.All(known => known!["content"]!.GetValue<string>() != token)))
        {
            added.Add(new JsonObject
            {
                ["id"] = ++id,
                ["content"] = token,
                ["single_word"] = false,
                ["lstrip"] = false,
                ["rstrip"] = false,
                ["normalized"] = false,
                ["special"] = true,
            });
        }

        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), json.ToJsonString());
        var tokenizer = BytePairTokenizer.Open(folder);
        using var model = new DecoderModel(sizes.Language with { VocabularySize = tokenizer.Size });
        using var generator = new torch.Generator(Seed);
        model.Initialise(0.3, generator);
        DecoderFolder.Write(model, folder);
        return (tokenizer.Size, tokenizer.Find("<|blank|>")!.Value);
    }

    private static void WriteHearing(
        Dictionary<BundlePartKind, string> paths, MinmoSizes sizes, (int Size, int Blank) units)
    {
        Save(new SpeechEncoderModel(sizes.Encoder), sizes.Encoder, paths[BundlePartKind.SpeechEncoder]);
        var projector = sizes.Projector with { VocabularySize = units.Size, Blank = units.Blank };
        Save(new InputProjector(projector), projector, paths[BundlePartKind.InputProjector]);
        Save(new DuplexPredictor(sizes.Duplex), sizes.Duplex, paths[BundlePartKind.DuplexPredictor]);
    }

    private static void WriteSpeech(Dictionary<BundlePartKind, string> paths, MinmoSizes sizes)
    {
        Save(new OutputProjectionModel(sizes.Projection), sizes.Projection, paths[BundlePartKind.OutputProjector]);
        var voice = new VoiceLanguageModel(sizes.Voice);
        using (var generator = new torch.Generator(Seed))
        {
            voice.Initialise(0.3, generator);
        }

        Save(voice, sizes.Voice, paths[BundlePartKind.VoiceLanguageModel]);
        Save(new MelDecoder(sizes.Mel), sizes.Mel, paths[BundlePartKind.MelDecoder]);
        Save(new SpectralVocoder(sizes.Vocoder), sizes.Vocoder, paths[BundlePartKind.Vocoder]);
    }

    private static void Save<T>(torch.nn.Module module, T configuration, string folder)
    {
        ModuleFolder.Save(module, configuration, folder);
        module.Dispose();
    }
}
