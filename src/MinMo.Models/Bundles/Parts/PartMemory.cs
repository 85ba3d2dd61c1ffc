using MinMo.Models.Checkpoints;
using MinMo.Models.CosyVoice;
using MinMo.Models.CosyVoice.Flow;
using MinMo.Models.CosyVoice.Language;
using MinMo.Models.CosyVoice.Vocoder;
using MinMo.Models.Language;
using MinMo.Models.MelSpeech;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.SenseVoice;

namespace MinMo.Models.Bundles;

/// <summary>What a part takes in an engine for CPUs, reckoned from its shapes: weights as they are kept in memory, and what is
/// reserved for each call. What a step takes for itself and gives back is not in it.</summary>
/// <param name="Parameters">Numbers in its weights; null where the files do not tell (a graph).</param>
/// <param name="WeightBytes">Weights, whatever the number of calls.</param>
/// <param name="BytesPerCall">Caches of one call; for a voice that is a language model, while it speaks.</param>
public sealed record PartMemory(long? Parameters, long WeightBytes, long BytesPerCall)
{
    internal const double EightBit = 1 + (4 / 32.0); // and a float32 scale for each block of 32

    /// <summary>Weights and the caches of so many calls.</summary>
    public long BytesFor(int calls) => WeightBytes + (calls * BytesPerCall);

    /// <summary>Reckons a part.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="format">The layout of its files.</param>
    /// <param name="path">Its folder, or its file if the format is one file.</param>
    /// <param name="lanes">What the engine reserves.</param>
    /// <exception cref="BundleFormatException">A file is missing or malformed.</exception>
    public static PartMemory Of(BundlePartKind kind, BundlePartFormat format, string path, LaneSettings lanes)
    {
        ArgumentNullException.ThrowIfNull(lanes);
        try
        {
            return format switch
            {
                BundlePartFormat.Gguf or BundlePartFormat.Safetensors => OfDecoder(path, lanes),
                BundlePartFormat.CosyVoice2 => OfCosyVoice(path, lanes),
                BundlePartFormat.SenseVoice => OfSenseVoice(path),
                BundlePartFormat.Module => MinmoPartMemory.Of(kind, path, lanes),
                BundlePartFormat.Whisper => OfFloats(path),
                _ => OfGraphs(path),
            };
        }
        catch (Exception exception) when (exception is CheckpointFormatException or IOException or System.Text.Json.JsonException)
        {
            throw new BundleFormatException(path, exception.Message, exception);
        }
    }

    /// <summary>Reckons a decoder of the Llama and Qwen2 architectures.</summary>
    /// <param name="shape">Its sizes.</param>
    /// <param name="embedding">The type of its embedding; 16-bit types are kept, all others widened to float32.</param>
    /// <param name="lanes">What the engine reserves.</param>
    internal static PartMemory OfDecoder(DecoderConfiguration shape, ElementType embedding, LaneSettings lanes)
    {
        var matrix = lanes.Precision == WeightPrecision.Int8 ? EightBit : sizeof(float);
        var table = (long)shape.VocabularySize * shape.HiddenSize;
        var isHalf = embedding is ElementType.BFloat16 or ElementType.Float16;
        double bytes = (table * (isHalf ? 2.0 : sizeof(float))) + (shape.TiedEmbeddings ? table * matrix : 0);
        long parameters = 0;
        foreach (var (name, sizes) in DecoderTensors.Of(shape))
        {
            var count = sizes.Aggregate(1L, static (product, size) => product * size);
            parameters += count;
            bytes += name == DecoderTensors.Embedding ? 0 : count * (sizes.Length > 1 ? matrix : sizeof(float));
        }

        var length = shape.ContextLength > 0 ? Math.Min(shape.ContextLength, lanes.Length) : lanes.Length;
        return new PartMemory(
            parameters, (long)bytes, sizeof(float) * shape.CacheElementsPerPosition * length * lanes.PerCall);
    }

    private static PartMemory OfDecoder(string path, LaneSettings lanes)
    {
        using var checkpoint = DecoderCheckpoint.Open(path);
        return OfDecoder(checkpoint.Configuration, checkpoint.Weights.Require(DecoderTensors.Embedding).Type, lanes);
    }

    private static PartMemory OfCosyVoice(string folder, LaneSettings lanes)
    {
        var language = SpeechLanguageConfiguration.Read(folder);
        using var languageWeights = CosyVoiceFiles.OpenWeights(folder, CosyVoiceFiles.LanguageModel);
        using var flowWeights = CosyVoiceFiles.OpenWeights(folder, TokenFlow.WeightsFile);
        using var vocoderWeights = CosyVoiceFiles.OpenWeights(folder, HiftVocoder.WeightsFile);
        var yaml = YamlSettings.Read(Path.Combine(folder, CosyVoiceFiles.Settings));
        var flow = TokenFlowConfiguration.Read(yaml, flowWeights) with { LeftChunks = lanes.VoiceLeftChunks };
        var speech = OfDecoder(
            language.Decoder, ElementType.Float32, lanes with { Length = lanes.VoiceLength, PerCall = 1 });
        var tables = (2L + (2L * language.IdCount)) * language.Decoder.HiddenSize; // marks, speech tokens, output layer
        var rest = tables + Elements(flowWeights) + Elements(vocoderWeights);
        var stream = (flow.BytesOfStream ?? 0) + HiftConfiguration.Read(yaml).BytesOfStream
            + (FramePace.MostHeldFrames * flow.Bands * sizeof(float));
        return new PartMemory(
            speech.Parameters + rest,
            speech.WeightBytes + (sizeof(float) * rest),
            speech.BytesPerCall + stream);
    }

    private static PartMemory OfSenseVoice(string folder)
    {
        var read = SenseVoiceFolder.Read(folder);
        var parameters = SenseVoiceTensors.Of(read.Configuration).Sum(
            static tensor => tensor.Shape.Aggregate(1L, static (product, size) => product * size));
        return new PartMemory(
            parameters, read.GraphPath is { } graph ? new FileInfo(graph).Length : sizeof(float) * parameters, BytesPerCall: 0);
    }

    private static PartMemory OfFloats(string folder)
    {
        using var checkpoint = Checkpoint.Open(folder);
        var parameters = Elements(checkpoint);
        return new PartMemory(parameters, sizeof(float) * parameters, BytesPerCall: 0);
    }

    // The halves of a voice that is cut hold its weights, or point to those of the whole; of smart-turn the floats are opened.
    private static PartMemory OfGraphs(string folder)
    {
        var encoder = Path.Combine(folder, Piper.PiperGraphCutter.EncoderFile);
        var floats = Path.Combine(folder, SmartTurn.SmartTurnFloatGraph.FileName);
        var bytes = File.Exists(encoder)
            ? Math.Max(Size(encoder) + Size(Path.Combine(folder, Piper.PiperGraphCutter.DecoderFile)), Size(Piper.PiperVoice.FindVoice(folder)))
            : File.Exists(floats) ? Size(floats) : Directory.GetFiles(folder, "*.onnx").Sum(Size);
        return new PartMemory(null, bytes, BytesPerCall: 0);
    }

    private static long Size(string path) => new FileInfo(path).Length;

    private static long Elements(ICheckpoint weights) => weights.Tensors.Values.Sum(static tensor => tensor.ElementCount);
}
