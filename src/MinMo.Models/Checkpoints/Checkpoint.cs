namespace MinMo.Models.Checkpoints;

/// <summary>Opens checkpoints in the public layouts.</summary>
public static class Checkpoint
{
    /// <summary>Opens a <c>.safetensors</c> file, or a folder that holds <c>model.safetensors</c>, shards with
    /// <c>model.safetensors.index.json</c>, or exactly one <c>.safetensors</c> file.</summary>
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

    private static SafetensorsFile OpenFile(string path)
        => IsCheckpoint(path)
            ? SafetensorsFile.Open(path)
            : throw new CheckpointFormatException(path, 0, "this kind of file is not read");

    private static bool IsCheckpoint(string path) => path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);
}
