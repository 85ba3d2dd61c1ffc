namespace MinMo.Training.Loop;

/// <summary>The folder in which a model is trained: corpora, stages with their checkpoints, and the bundle that comes
/// out. Lies outside the repository, usually <c>$MINMO_HOME/training/NAME</c>.</summary>
/// <param name="folder">Made on demand.</param>
public sealed class TrainingWorkspace(string folder)
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The folder of a corpus; made on demand.</summary>
    public string CorpusFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, "corpora", name)).FullName;

    /// <summary>The folder of a stage.</summary>
    public StageFolder Stage(string name) => new(Path.Combine(Folder, "stages", name));
}
