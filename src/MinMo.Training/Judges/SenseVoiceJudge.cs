using MinMo.Models.SenseVoice;

namespace MinMo.Training.Judges;

/// <summary>Our own SenseVoiceSmall recognizer with published weights, which knows no domain.</summary>
public sealed class SenseVoiceJudge : ISpeechJudge, IDisposable
{
    private readonly SenseVoiceRecognizer _recognizer;

    private SenseVoiceJudge(SenseVoiceRecognizer recognizer, string name) => (_recognizer, Name) = (recognizer, name);

    /// <inheritdoc />
    public string Name { get; }

    /// <summary>Opens a folder in FunASR's layout.</summary>
    /// <exception cref="Models.Checkpoints.CheckpointFormatException">A file is missing or malformed.</exception>
    public static SenseVoiceJudge Open(string folder)
    {
        var read = SenseVoiceFolder.Read(folder);
        return new SenseVoiceJudge(new SenseVoiceRecognizer(read, read.Open()), new DirectoryInfo(folder).Name);
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ListenAsync(
        IReadOnlyList<ReadOnlyMemory<float>> clips, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clips);
        var texts = new List<string>(clips.Count);
        foreach (var clip in clips)
        {
            cancellationToken.ThrowIfCancellationRequested();
            texts.Add(_recognizer.Recognize([new SenseVoiceUtterance(clip)])[0].Heard.Text);
        }

        return ValueTask.FromResult<IReadOnlyList<string>>(texts);
    }

    /// <inheritdoc />
    public void Dispose() => _recognizer.Dispose();
}
