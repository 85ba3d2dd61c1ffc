namespace MinMo.Training.Judges;

/// <summary>A recognizer that nobody here trained: it says what it hears in speech that we made.</summary>
public interface ISpeechJudge
{
    /// <summary>Which recognizer.</summary>
    string Name { get; }

    /// <summary>Recognizes clips.</summary>
    /// <param name="clips">16 kHz, full scale at 1.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>One text for each clip, empty where nothing was heard.</returns>
    ValueTask<IReadOnlyList<string>> ListenAsync(
        IReadOnlyList<ReadOnlyMemory<float>> clips, CancellationToken cancellationToken);
}
