using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using MinMo.Models.Checkpoints;
using MinMo.Models.OnnxGraphs;

namespace MinMo.Models.Language;

/// <summary>A decoder made ready for ONNX Runtime: the files that <see cref="OnnxDecoder"/> opens.</summary>
/// <param name="Path">Holds <c>decoder.onnx</c>, <c>decoder.onnx.data</c>, <c>embedding.safetensors</c> and
/// <c>decoder.json</c>.</param>
public sealed record OnnxDecoderFolder(string Path)
{
    private const int Format = 1;
    private const string EmbeddingTensor = "weight";
    private const int PieceBytes = 1 << 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Whether the folder is there, of the format that this code writes and of this precision.</summary>
    public bool Holds(WeightPrecision precision)
    {
        try
        {
            return Read() is { Format: Format, Weights: var stored } && stored == precision;
        }
        catch (CheckpointFormatException)
        {
            return false;
        }
    }

    /// <summary>Writes the files unless they are there.</summary>
    /// <param name="checkpoint">A folder with <c>config.json</c> and safetensors, or a <c>.gguf</c> file. It is not looked
    /// at if the files are there: give every checkpoint a folder of its own.</param>
    /// <param name="precision">How linear layers are kept.</param>
    /// <exception cref="CheckpointFormatException">The checkpoint is malformed or not supported.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public void EnsureWritten(string checkpoint, WeightPrecision precision)
    {
        if (!Holds(precision))
        {
            using var opened = DecoderCheckpoint.Open(checkpoint);
            Write(opened.Weights, opened.Configuration, precision);
        }
    }

    internal string GraphFile => System.IO.Path.Combine(Path, "decoder.onnx");

    private string EmbeddingFile => System.IO.Path.Combine(Path, "embedding.safetensors");

    private string DescriptionFile => System.IO.Path.Combine(Path, "decoder.json");

    /// <summary>Writes the files, replacing what is there. The folder appears as a whole or not at all; decoders that
    /// have the old one open keep it.</summary>
    /// <param name="weights">With Hugging Face's names; an adapter must be merged in before
    /// (<see cref="LoraAdapter.MergeInto"/>), that is in float32 and before rounding to 8 bit.</param>
    /// <param name="configuration">Sizes.</param>
    /// <param name="precision">How linear layers are kept. The embedding keeps the type it has in the checkpoint.</param>
    /// <exception cref="CheckpointFormatException">A tensor is missing or has another shape.</exception>
    /// <exception cref="IOException">A file cannot be written, or another process writes the same folder.</exception>
    public void Write(ICheckpoint weights, DecoderConfiguration configuration, WeightPrecision precision)
    {
        DecoderTensors.Check(weights, configuration, prefix: string.Empty);
        using var draft = new FolderDraft(Path);
        new OnnxDecoderFolder(draft.Path).WriteFiles(weights, configuration, precision);
        draft.Replace();
    }

    internal DecoderConfiguration ReadConfiguration()
    {
        var description = Read();
        return description.Format == Format
            ? description.Configuration
            : throw new CheckpointFormatException(
                DescriptionFile, 0, $"format {description.Format} is not {Format}: write the folder again");
    }

    internal EmbeddingTable OpenEmbedding() => new(SafetensorsFile.Open(EmbeddingFile), EmbeddingTensor);

    private void WriteFiles(ICheckpoint weights, DecoderConfiguration configuration, WeightPrecision precision)
    {
        OnnxDecoderGraph.Write(weights, configuration, precision, GraphFile);
        WriteEmbedding(weights);
        File.WriteAllText(
            DescriptionFile, JsonSerializer.Serialize(new Description(Format, precision, configuration), Json));
    }

    // 16-bit types are kept, everything else is widened: a row must read the same as from the checkpoint.
    private void WriteEmbedding(ICheckpoint weights)
    {
        var entry = weights.Require(DecoderTensors.Embedding);
        var writer = new SafetensorsWriter();
        if (entry.Type is ElementType.BFloat16 or ElementType.Float16)
        {
            writer.Add(EmbeddingTensor, entry.Type, entry.Shape.AsSpan(), file => CopyBytes(weights, entry, file));
        }
        else
        {
            writer.Add(
                EmbeddingTensor, ElementType.Float32, entry.Shape.AsSpan(),
                file => file.Write(MemoryMarshal.AsBytes<float>(weights.ReadFloat32(entry.Name))));
        }

        writer.Save(EmbeddingFile);
    }

    private static void CopyBytes(ICheckpoint weights, TensorEntry entry, Stream file)
    {
        var piece = new byte[PieceBytes];
        for (long done = 0; done < entry.ByteLength; done += piece.Length)
        {
            var part = piece.AsSpan(0, (int)Math.Min(piece.Length, entry.ByteLength - done));
            weights.ReadBytes(entry.Name, done, part);
            file.Write(part);
        }
    }

    private Description Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Description>(File.ReadAllBytes(DescriptionFile), Json)
                ?? throw new JsonException("null");
        }
        catch (Exception exception) when (exception is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CheckpointFormatException(DescriptionFile, 0, exception.Message, exception);
        }
    }

    private sealed record Description(int Format, WeightPrecision Weights, DecoderConfiguration Configuration);
}
