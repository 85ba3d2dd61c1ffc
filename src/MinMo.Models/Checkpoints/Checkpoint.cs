using MinMo.Models.Checkpoints.Gguf;
using MinMo.Models.Checkpoints.TorchFiles;

namespace MinMo.Models.Checkpoints;

/// <summary>Opens checkpoints in the public layouts.</summary>
public static class Checkpoint
{
    /// <summary>Opens a <c>.safetensors</c>, <c>.gguf</c> or <c>.pt</c> file, or a folder that holds
    /// <c>model.safetensors</c>, shards with <c>model.safetensors.index.json</c>, or exactly one file of the first two kinds. Tensors of a GGUF file have the file's own
    /// names; <see cref="GgufDecoderCheckpoint"/> gives those of Hugging Face.</summary>
    /// <exception cref="CheckpointFormatException">There is no checkpoint there, or a malformed one.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ICheckpoint Open(string folderOrFile)
        => Directory.Exists(folderOrFile) ? OpenFolder(folderOrFile) : OpenFile(folderOrFile);

    private static ICheckpoint OpenFolder(string folder)
    {
        var whole = Path.Combine(folder, "model.safetensors");
        if (File.Exists(whole))
        {
            return SafetensorsFile.Open(whole);
        }

        var index = Path.Combine(folder, "model.safetensors.index.json");
        if (File.Exists(index))
        {
            return ShardedCheckpoint.Open(index);
        }

        string[] files = [.. Directory.EnumerateFiles(folder).Where(IsCheckpoint)];
        return files is [var only]
            ? OpenFile(only)
            : throw new CheckpointFormatException(folder, 0, $"the folder holds {files.Length} checkpoint files, name one");
    }

    private static ICheckpoint OpenFile(string path)
    {
        if (HasExtension(path, ".safetensors"))
        {
            return SafetensorsFile.Open(path);
        }

        if (HasExtension(path, ".pt"))
        {
            return TorchFile.Open(path);
        }

        return HasExtension(path, ".gguf")
            ? GgufFile.Open(path)
            : throw new CheckpointFormatException(path, 0, "neither a .safetensors nor a .gguf nor a .pt file");
    }

    private static bool IsCheckpoint(string path) => HasExtension(path, ".safetensors") || HasExtension(path, ".gguf");

    private static bool HasExtension(string path, string extension)
        => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
