namespace MinMo.Training.Corpora.Calls;

/// <summary>A turn of the caller. Positions are samples of the call.</summary>
/// <param name="Text">What is said, with hesitations.</param>
/// <param name="Start">First sample of speech.</param>
/// <param name="End">The sample after the last of speech.</param>
/// <param name="BargesIn">It begins while the agent speaks.</param>
public sealed record CallerTurn(string Text, int Start, int End, bool BargesIn);
