using MinMo.Training.Corpora.Speech;

namespace MinMo.Training.Plans;

/// <summary>A source of utterances and the voice that it owns.</summary>
/// <param name="Source">Speaks.</param>
/// <param name="Voice">Closed when the corpus is made.</param>
public sealed record SpokenSource(IUtteranceSource Source, IAsyncDisposable Voice);
