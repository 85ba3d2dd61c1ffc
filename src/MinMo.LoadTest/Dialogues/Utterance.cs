namespace MinMo.LoadTest.Dialogues;

/// <summary>What is said in one go: words or recordings with pauses between them.</summary>
/// <param name="Pieces">In order; at least one is no pause.</param>
public sealed record Utterance(IReadOnlyList<UtterancePiece> Pieces)
{
    /// <summary>The words, for people; a recording is named by its file.</summary>
    public string Words => string.Join(' ', Pieces.Select(static piece => piece switch
    {
        WordsPiece words => words.Text,
        RecordingPiece recording => Path.GetFileName(recording.Path),
        _ => "...",
    }));
}
