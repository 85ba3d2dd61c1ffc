namespace MinMo.Abstractions.Engine;

/// <summary>One decoded token of the reply.</summary>
/// <param name="End">Position in the lane behind it.</param>
/// <param name="Text">Text released by it; empty while a character is incomplete or for a token without text.</param>
[GenerateSerializer, Immutable, Alias("minmo.reply-token")]
public readonly record struct ReplyToken([property: Id(0)] LanePosition End, [property: Id(1)] string Text);
