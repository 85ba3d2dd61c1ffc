using MinMo.Models.Checkpoints;
using MinMo.Models.Language;
using MinMo.Models.Piper;
using MinMo.Models.SmartTurn;
using MinMo.Models.Tokenization;
using MinMo.Models.Whisper;

namespace MinMo.Models.Bundles.Installing;

/// <summary>Opens a part's files and checks that they are a whole model of their format: headers, names and shapes.
/// Weights are not read.</summary>
public static class PartInspection
{
    private const int HeardRateHz = 16_000;

    /// <summary>Checks a part.</summary>
    /// <param name="format">What it should be.</param>
    /// <param name="path">Its folder, or its file if the format is one file.</param>
    /// <exception cref="BundleFormatException">It is not; the message says what to do.</exception>
    public static PartFacts Inspect(BundlePartFormat format, string path)
    {
        try
        {
            return format switch
            {
                BundlePartFormat.Whisper => InspectWhisper(path),
                BundlePartFormat.SenseVoice => SenseVoiceInspection.Inspect(path, HeardRateHz),
                BundlePartFormat.Gguf or BundlePartFormat.Safetensors => InspectDecoder(path),
                BundlePartFormat.Piper => InspectPiper(path),
                BundlePartFormat.CosyVoice2 => CosyVoiceInspection.Inspect(path),
                BundlePartFormat.SmartTurn => InspectSmartTurn(path),
                BundlePartFormat.Silero => InspectSilero(path),
                BundlePartFormat.Module => InspectModule(path),
                _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
            };
        }
        catch (Exception exception) when (exception is CheckpointFormatException or PiperFormatException or IOException
            or System.Text.Json.JsonException or UnauthorizedAccessException)
        {
            throw new BundleFormatException(path, exception.Message, exception);
        }
    }

    /// <summary>Checks a part that was placed, and describes it but for its files.</summary>
    /// <param name="origin">What it should be.</param>
    /// <param name="root">What its path shall be relative to.</param>
    /// <param name="folder">Its folder, relative to the root; <c>.</c> for the root itself.</param>
    /// <param name="firstFile">Of its files; the part itself if the format is one file.</param>
    /// <exception cref="BundleFormatException">It is not; the message says what to do.</exception>
    internal static BundlePart Describe(PartOrigin origin, string root, string folder, string firstFile)
    {
        var path = origin.Format == BundlePartFormat.Gguf ? Path.Combine(folder, firstFile) : folder;
        return new BundlePart
        {
            Kind = origin.Kind,
            Format = origin.Format,
            Path = path,
            Licence = origin.Licence,
            Source = origin.Source,
            SampleRateHz = Inspect(origin.Format, Path.GetFullPath(Path.Combine(root, path))).SampleRateHz,
            Files = [],
        };
    }

    private static PartFacts InspectWhisper(string folder)
    {
        var sizes = WhisperConfiguration.Read(folder);
        var generation = WhisperGenerationSettings.Read(folder);
        using var checkpoint = Checkpoint.Open(folder);
        WhisperShapes.Check(checkpoint, sizes);
        _ = WhisperTokenizer.Open(folder);
        var languages = generation.IsMultilingual ? $"{generation.Languages.Length} languages" : "English only";
        return new(
            $"Whisper, width {sizes.Width}, {sizes.Encoder.Layers} + {sizes.Decoder.Layers} layers, {languages}", HeardRateHz);
    }

    private static PartFacts InspectDecoder(string path)
    {
        using var checkpoint = DecoderCheckpoint.Open(path);
        DecoderTensors.Check(checkpoint.Weights, checkpoint.Configuration, prefix: string.Empty);
        var tokenizer = checkpoint.Weights is Checkpoints.Gguf.GgufDecoderCheckpoint gguf
            ? BytePairTokenizer.FromGguf(gguf.File)
            : BytePairTokenizer.Open(path);
        if (tokenizer.Size > checkpoint.Configuration.VocabularySize)
        {
            throw new CheckpointFormatException(
                path, 0, $"the tokenizer has {tokenizer.Size} tokens, the model only {checkpoint.Configuration.VocabularySize}");
        }

        var (c, parameters) = (checkpoint.Configuration, checkpoint.Weights.Tensors.Values.Sum(static t => t.ElementCount));
        return new(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"decoder, {parameters / 1e6:0.#} M parameters, width {c.HiddenSize}, {c.LayerCount} layers, context {c.ContextLength}"));
    }

    private static PartFacts InspectPiper(string folder)
    {
        var file = PiperVoice.FindVoice(folder);
        var configuration = PiperVoiceConfiguration.Load(file + ".json");
        var whole = OnnxHeader.Read(file);
        whole.RequireInput("input", -1, -1);
        whole.RequireInput("input_lengths", -1);
        whole.RequireInput("scales", 3);
        whole.RequireOutput("output", -1, -1, -1, -1);
        var streams = File.Exists(Path.Combine(folder, PiperGraphCutter.EncoderFile));
        if (streams)
        {
            OnnxHeader.Read(Path.Combine(folder, PiperGraphCutter.EncoderFile)).RequireOutput("latent", -1, -1, -1);
            OnnxHeader.Read(Path.Combine(folder, PiperGraphCutter.DecoderFile)).RequireInput("latent", -1, -1, -1);
        }

        return new(
            $"Piper, {configuration.EspeakVoice}, {configuration.SampleRate} Hz, {(streams ? "streamed" : "whole clauses only")}",
            configuration.SampleRate);
    }

    // Whether the weights fit the sizes is seen when the part is loaded.
    private static PartFacts InspectModule(string folder)
    {
        using var sizes = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "config.json")));
        using var checkpoint = Checkpoint.Open(folder);
        var parameters = checkpoint.Tensors.Values.Sum(static tensor => tensor.ElementCount);
        return new(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{parameters / 1e6:0.##} M parameters"));
    }

    private static PartFacts InspectSmartTurn(string folder)
    {
        var file = Path.Combine(folder, SmartTurnFloatGraph.FileName);
        var header = OnnxHeader.Read(file);
        header.RequireInput("input_features", -1, SmartTurnFeatures.Bands, SmartTurnFeatures.Frames);
        header.RequireOutput("logits", -1, 1);
        return new("smart-turn v3, float activations", HeardRateHz);
    }

    private static PartFacts InspectSilero(string folder)
    {
        var header = OnnxHeader.Read(Path.Combine(folder, "silero_vad.onnx"));
        header.RequireInput("input", -1, -1);
        header.RequireInput("state", 2, -1, 128);
        header.RequireInput("sr");
        header.RequireOutput("output", -1, 1);
        header.RequireOutput("stateN", -1, -1, -1);
        return new("Silero VAD, version 5 interface", HeardRateHz);
    }
}
