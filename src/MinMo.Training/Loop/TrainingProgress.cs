namespace MinMo.Training.Loop;

/// <summary>How far a stage has come.</summary>
/// <param name="Stage">Its name.</param>
/// <param name="Done">Steps, or files of a corpus, that are done.</param>
/// <param name="Total">Steps, or files, in all.</param>
/// <param name="Measures">The latest measures in a few words, for people.</param>
public readonly record struct TrainingProgress(string Stage, long Done, long Total, string Measures);
