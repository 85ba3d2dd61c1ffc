using MinMo.Abstractions.Calls;

namespace MinMo.Inference.Minmo.Hearing;

/// <summary>What one tick of a caller's audio became.</summary>
/// <param name="Number">Counts the rows of a call; never used twice.</param>
/// <param name="From">Begin of the tick's audio.</param>
/// <param name="To">End of the tick's audio.</param>
/// <param name="KnownAt">End of the audio that the encoder had to see for it.</param>
/// <param name="Row">The row for the language model, <c>[d]</c>.</param>
/// <param name="Unit">The likeliest unit of text, which may be the blank one.</param>
/// <param name="Probability">How likely that unit is.</param>
/// <param name="AgentSpeaks">Whether the agent held the floor.</param>
internal sealed record HeardTick(
    int Number, CallPosition From, CallPosition To, CallPosition KnownAt, float[] Row, int Unit, float Probability,
    bool AgentSpeaks);
