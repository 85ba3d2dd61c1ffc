using System.Text.Json;
using MinMo.Models.Checkpoints;
using MinMo.Models.OnnxSessions;
using MinMo.Models.Tokenization.SentencePieces;

namespace MinMo.Models.SenseVoice;

/// <summary>A SenseVoiceSmall as it is published (ModelScope <c>iic/SenseVoiceSmall</c>, Hugging Face
/// <c>FunAudioLLM/SenseVoiceSmall</c>), with <c>model.pt</c> or FunASR's ONNX export or both.</summary>
public sealed class SenseVoiceFolder
{
    /// <summary>Name of the file that names the others; without it they have their usual names.</summary>
    public const string NamesFile = "configuration.json";

    private static readonly string[] Graphs = ["model.onnx", "model_quant.onnx"];

    private SenseVoiceFolder(string folder)
    {
        using var names = ReadNames(Path.Combine(folder, NamesFile));
        WeightsPath = Locate(folder, names, "model.pt", "init_param");
        TokenizerPath = Locate(folder, names, "chn_jpn_yue_eng_ko_spectok.bpe.model", "tokenizer_conf", "bpemodel");
        NormalizationPath = Locate(folder, names, "am.mvn", "frontend_conf", "cmvn_file");
        GraphPath = Graphs.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        Tokenizer = SentencePieceTokenizer.Open(TokenizerPath);
        Configuration = SenseVoiceConfiguration.Read(folder, Tokenizer.Count);
        FrontEnd = new SenseVoiceFrontEnd(
            Configuration, FeatureNormalization.Read(NormalizationPath, Configuration.RowWidth));
    }

    /// <summary>Sizes.</summary>
    public SenseVoiceConfiguration Configuration { get; }

    /// <summary>Pieces of text.</summary>
    public SentencePieceTokenizer Tokenizer { get; }

    /// <summary>Waves to rows.</summary>
    public SenseVoiceFrontEnd FrontEnd { get; }

    /// <summary>The PyTorch weights, which need not be there.</summary>
    public string WeightsPath { get; }

    /// <summary>The ONNX export, float or quantized; null if there is none.</summary>
    public string? GraphPath { get; }

    /// <summary>The SentencePiece file.</summary>
    public string TokenizerPath { get; }

    /// <summary>The constants of the normalisation.</summary>
    public string NormalizationPath { get; }

    /// <summary>Reads everything but the weights.</summary>
    /// <exception cref="CheckpointFormatException">A file is missing or malformed, or the model is of another kind.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static SenseVoiceFolder Read(string folder)
    {
        try
        {
            return new SenseVoiceFolder(folder);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CheckpointFormatException(folder, 0, exception.Message, exception);
        }
    }

    /// <summary>The network in TorchSharp, from <see cref="WeightsPath"/>.</summary>
    /// <exception cref="CheckpointFormatException">The file is malformed, or not of these sizes.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public ISenseVoiceExecutor OpenTorch() => TorchSenseVoice.Open(WeightsPath, Configuration);

    /// <summary>The network on ONNX Runtime, from <see cref="GraphPath"/>.</summary>
    /// <exception cref="CheckpointFormatException">There is no graph, or one that is malformed.</exception>
    public ISenseVoiceExecutor OpenOnnx(OnnxSessionSettings? settings = null)
        => GraphPath is { } path
            ? OnnxSenseVoice.Open(path, Configuration, settings)
            : throw new CheckpointFormatException(Path.GetDirectoryName(WeightsPath)!, 0, "there is no model.onnx");

    /// <summary>The network from whatever the folder holds: the graph, which is faster on a CPU, or else the weights.</summary>
    /// <exception cref="CheckpointFormatException">The file is malformed, or not of these sizes.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public ISenseVoiceExecutor Open(OnnxSessionSettings? settings = null)
        => GraphPath is null ? OpenTorch() : OpenOnnx(settings);

    private static JsonDocument? ReadNames(string path)
    {
        try
        {
            return File.Exists(path) ? JsonDocument.Parse(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException exception)
        {
            throw new CheckpointFormatException(path, 0, exception.Message, exception);
        }
    }

    /// <summary>A file beside the others, never anywhere else, whatever is written.</summary>
    private static string Locate(string folder, JsonDocument? names, string usual, params ReadOnlySpan<string> keys)
    {
        var element = names?.RootElement;
        foreach (var key in (ReadOnlySpan<string>)["file_path_metas", .. keys])
        {
            element = element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(key, out var child) ? child : null;
        }

        var name = element is { ValueKind: JsonValueKind.String } text ? text.GetString()! : usual;
        return Path.GetFileName(name) == name && name.Length > 0
            ? Path.Combine(folder, name)
            : throw new CheckpointFormatException(Path.Combine(folder, NamesFile), 0, $"'{name}' is not a file beside it");
    }
}
