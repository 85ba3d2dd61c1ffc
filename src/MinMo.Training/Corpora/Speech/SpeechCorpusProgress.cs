namespace MinMo.Training.Corpora.Speech;

/// <summary>How far the making of a corpus is.</summary>
/// <param name="Shards">Complete shards, those of earlier runs included.</param>
/// <param name="PlannedShards">Of the whole corpus.</param>
public sealed record SpeechCorpusProgress(int Shards, int PlannedShards);
