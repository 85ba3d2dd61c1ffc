namespace MinMo.Cli.Measure;

/// <summary>What one recording gave.</summary>
/// <param name="Clip">The recording.</param>
/// <param name="Heard">The words of all its turns.</param>
/// <param name="Errors">Word edits.</param>
/// <param name="Words">Words spoken.</param>
/// <param name="Cut">Whether a turn ended before the last word.</param>
/// <param name="Turns">Turns found.</param>
/// <param name="Waited">Silence from the last word, as the engine heard it, to the decision.</param>
internal sealed record ClipResult(
    SpeechClip Clip, string Heard, int Errors, int Words, bool Cut, int Turns, TimeSpan? Waited);
