using System.Text.Json.Nodes;
using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Installing;
using MinMo.Models.Checkpoints;
using MinMo.Models.Duplex;
using MinMo.Models.FlowMatching;
using MinMo.Models.InputProjection;
using MinMo.Models.Language;
using MinMo.Models.MelSpeech;
using MinMo.Models.OutputProjection;
using MinMo.Models.SpeechEncoder;
using MinMo.Models.Tokenization;
using MinMo.Models.VoiceLanguage;
using MinMo.Models.Vocoder;
using TorchSharp;

namespace MinMo.Testing.Weights;

/// <summary>A bundle of the family <c>minmo</c> with random weights and widths of 32: everything runs, nothing is meant.
/// </summary>
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

    /// <summary>Writes the bundle into a folder.</summary>
    /// <param name="folder">Made if it does not exist.</param>
    /// <param name="name">The bundle's name.</param>
    public static Bundle Write(string folder, string name = "tiny-minmo")
    {
        var parts = Directory.CreateTempSubdirectory("minmo-tiny-parts-");
        try
        {
            torch.random.manual_seed(Seed);
            var paths = BundleFamily.Minmo.Parts.ToDictionary(
                static kind => kind, kind => parts.CreateSubdirectory(kind.ToString()).FullName);
            var (size, blank) = WriteLanguage(paths[BundlePartKind.LanguageModel]);
            WriteHearing(paths, size, blank);
            WriteSpeech(paths);
            Directory.CreateDirectory(folder);
            return MinmoBundleFolder.Write(folder, name, "random weights, made for tests", paths, "Apache-2.0");
        }
        finally
        {
            parts.Delete(recursive: true);
        }
    }

    private static (int Size, int Blank) WriteLanguage(string folder)
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
        using var model = new DecoderModel(Decoder(tokenizer.Size));
        using var generator = new torch.Generator(Seed);
        model.Initialise(0.3, generator);
        DecoderFolder.Write(model, folder);
        return (tokenizer.Size, tokenizer.Find("<|blank|>")!.Value);
    }

    private static void WriteHearing(Dictionary<BundlePartKind, string> paths, int size, int blank)
    {
        var encoder = new SpeechEncoderConfiguration
        {
            Width = Width,
            HeadCount = 2,
            FeedForwardSize = 48,
            LayerCount = 2,
            LeftChunks = 8,
        };
        Save(new SpeechEncoderModel(encoder), encoder, paths[BundlePartKind.SpeechEncoder]);
        var projector = new InputProjectorConfiguration
        {
            Inputs = Width,
            Width = Width,
            LayerCount = 1,
            HeadCount = 2,
            FeedForwardSize = 48,
            LeftRows = 16,
            VocabularySize = size,
            Blank = blank,
        };
        Save(new InputProjector(projector), projector, paths[BundlePartKind.InputProjector]);
        var duplex = new DuplexConfiguration { LanguageWidth = Width, Width = Width, HeadCount = 2, FeedForwardSize = 48, LeftRows = 16 };
        Save(new DuplexPredictor(duplex), duplex, paths[BundlePartKind.DuplexPredictor]);
    }

    private static void WriteSpeech(Dictionary<BundlePartKind, string> paths)
    {
        var projection = new OutputProjectionConfiguration { LanguageWidth = Width, VoiceWidth = Width };
        Save(new OutputProjectionModel(projection), projection, paths[BundlePartKind.OutputProjector]);
        var voice = new VoiceLanguageConfiguration { Decoder = Decoder(2), TableRank = 4 };
        var model = new VoiceLanguageModel(voice);
        using (var generator = new torch.Generator(Seed))
        {
            model.Initialise(0.3, generator);
        }

        Save(model, voice, paths[BundlePartKind.VoiceLanguageModel]);
        var mel = new MelDecoderConfiguration
        {
            Prior = new MelPriorConfiguration { TokenWidth = Width, TokenBlocks = 1, FrameWidth = Width, FrameBlocks = 1 },
            Flow = new FlowConfiguration { Width = Width, BlockCount = 1, TimeWidth = 16, Steps = 2 },
        };
        Save(new MelDecoder(mel), mel, paths[BundlePartKind.MelDecoder]);
        var vocoder = new VocoderConfiguration { Width = Width, HiddenWidth = 64, BlockCount = 1 };
        Save(new SpectralVocoder(vocoder), vocoder, paths[BundlePartKind.Vocoder]);
    }

    private static void Save<T>(torch.nn.Module module, T configuration, string folder)
    {
        ModuleFolder.Save(module, configuration, folder);
        module.Dispose();
    }

    private static DecoderConfiguration Decoder(int vocabulary) => new()
    {
        HiddenSize = Width,
        LayerCount = 2,
        HeadCount = 2,
        KeyValueHeadCount = 1,
        HeadSize = 16,
        FeedForwardSize = 48,
        VocabularySize = vocabulary,
        NormEpsilon = 1e-6,
        Rotary = new RotaryConfiguration(10_000),
        TiedEmbeddings = true,
        QueryKeyValueBias = true,
        ContextLength = 512,
    };
}
