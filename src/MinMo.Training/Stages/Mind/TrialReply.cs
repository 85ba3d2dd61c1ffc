namespace MinMo.Training.Stages.Mind;

/// <summary>A reply that a model gave.</summary>
/// <param name="Text">What is said, without tool calls.</param>
/// <param name="IsRight">Whether it says what is expected, in the style that is expected.</param>
/// <param name="Units">Everything that stands in the lane: style, calls, responses, text, end.</param>
internal sealed record TrialReply(string Text, bool IsRight, IReadOnlyList<int> Units);
