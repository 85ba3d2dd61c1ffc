namespace MinMo.Models.OnnxGraphs;

/// <summary>A folder that is filled beside the place where it shall be, and moved there: it appears as a whole or not at all.
/// Dispose it: what was not moved is deleted.</summary>
internal sealed class FolderDraft : IDisposable
{
    private readonly string _target;

    /// <param name="target">Where it shall be.</param>
    /// <exception cref="IOException">Nothing can be made beside it.</exception>
    public FolderDraft(string target)
    {
        _target = System.IO.Path.TrimEndingDirectorySeparator(target);
        Path = $"{_target}.{Guid.NewGuid():N}";
        Directory.CreateDirectory(Path);
    }

    /// <summary>To be filled.</summary>
    public string Path { get; }

    /// <summary>Moves it, in place of what is there; those who have the old one open keep it.</summary>
    /// <exception cref="IOException">It cannot be moved, or another process writes the same folder.</exception>
    public void Replace()
    {
        if (Directory.Exists(_target))
        {
            Directory.Delete(_target, recursive: true);
        }

        Directory.Move(Path, _target);
    }

    /// <summary>Moves it, unless another process was faster and wrote the same.</summary>
    /// <param name="isThere">Whether the other one's is there.</param>
    /// <exception cref="IOException">It cannot be moved.</exception>
    public void MoveUnless(Func<bool> isThere)
    {
        try
        {
            Directory.Move(Path, _target);
        }
        catch (IOException) when (isThere())
        {
            // Deleted when this is disposed.
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
