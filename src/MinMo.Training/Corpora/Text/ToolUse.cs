namespace MinMo.Training.Corpora.Text;

/// <summary>One use of a built-in tool inside a reply, both sides in words.</summary>
/// <param name="Call">What the model writes: "calculate seventeen plus five".</param>
/// <param name="Response">What the grain appends: "twenty two".</param>
public sealed record ToolUse(string Call, string Response);
