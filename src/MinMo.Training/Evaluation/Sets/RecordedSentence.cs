namespace MinMo.Training.Evaluation.Sets;

/// <summary>One recorded sentence of a data set.</summary>
/// <param name="Id">Its name in the set.</param>
/// <param name="Path">WAV or FLAC.</param>
/// <param name="Transcript">The words, in the set's own spelling.</param>
public sealed record RecordedSentence(string Id, string Path, string Transcript);
