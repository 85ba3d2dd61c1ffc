namespace MinMo.Training.Tests.Corpora.Speech;

/// <summary>A folder that is deleted with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("minmo-corpus-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
