using MinMo.Models.Whisper;

namespace MinMo.Training.Judges;

/// <summary>Our own Whisper recognizer with published weights, which knows no domain.</summary>
public sealed class WhisperJudge : ISpeechJudge, IDisposable
{
    private readonly WhisperRecognizer _recognizer;

    private WhisperJudge(WhisperRecognizer recognizer, string name)
    {
        _recognizer = recognizer;
        Name = name;
    }

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>Opens the weights.</summary>
    /// <param name="folder">In the Hugging Face layout, e.g. the part whisper-tiny of an installed bundle.</param>
    /// <param name="cache">An existing folder for graphs.</param>
    /// <exception cref="JudgeNotInstalledException">The folder has no weights.</exception>
    public static WhisperJudge Open(string folder, string cache)
        => File.Exists(Path.Combine(folder, "model.safetensors"))
            ? new WhisperJudge(WhisperRecognizer.OpenOnnx(folder, cache), new DirectoryInfo(folder).Name)
            : throw new JudgeNotInstalledException(
                "whisper", $"there are no weights at '{folder}'; install the bundle lite-en");

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ListenAsync(
        IReadOnlyList<ReadOnlyMemory<float>> clips, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clips);
        var texts = new List<string>(clips.Count);
        foreach (var clip in clips)
        {
            cancellationToken.ThrowIfCancellationRequested();
            texts.Add(_recognizer.Recognize([new WhisperUtterance(clip)])[0].Text);
        }

        return ValueTask.FromResult<IReadOnlyList<string>>(texts);
    }

    /// <inheritdoc />
    public void Dispose() => _recognizer.Dispose();
}
