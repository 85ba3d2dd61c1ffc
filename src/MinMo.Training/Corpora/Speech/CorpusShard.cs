namespace MinMo.Training.Corpora.Speech;

/// <summary>A part of a corpus that is made and written as a whole.</summary>
/// <param name="Index">From 0.</param>
/// <param name="First">The number of its first utterance in the corpus.</param>
/// <param name="Count">How many utterances it has.</param>
public readonly record struct CorpusShard(int Index, int First, int Count);
