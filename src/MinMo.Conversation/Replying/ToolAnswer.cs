namespace MinMo.Conversation.Replying;

/// <summary>One use of a tool inside a reply.</summary>
/// <param name="Characters">Of the reply's text before it.</param>
/// <param name="Call">What was asked.</param>
/// <param name="Answer">What the lane was told.</param>
internal readonly record struct ToolAnswer(int Characters, string Call, string Answer);
