namespace MinMo.Models.OnnxGraphs;

/// <summary>A folder with one graph that was made from weights elsewhere. Give all weights that go into it together a folder
/// of its own: what is there is taken as it is.</summary>
/// <param name="Path">Holds the graph and its weights.</param>
public sealed record GraphFolder(string Path)
{
    /// <summary>Of what this version writes; to be raised with every change of a graph.</summary>
    private const int Format = 1;

    internal string GraphFile => System.IO.Path.Combine(Path, $"graph-{Format}.onnx");

    /// <summary>Writes the graph unless it is there, in place of that of another version. The folder appears as a whole or not at all.
    /// </summary>
    /// <param name="write">Gets the path of the graph.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    internal void EnsureWritten(Action<string> write)
    {
        if (File.Exists(GraphFile))
        {
            return;
        }

        using var draft = new FolderDraft(Path);
        write(new GraphFolder(draft.Path).GraphFile);
        if (Directory.Exists(Path) && !File.Exists(GraphFile))
        {
            Directory.Delete(Path, recursive: true);
        }

        draft.MoveUnless(() => File.Exists(GraphFile));
    }
}
