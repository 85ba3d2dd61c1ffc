namespace MinMo.Protocols.Realtime.Items;

/// <summary>The part of <c>response.content_part.*</c>, whose types differ from those of items.</summary>
/// <param name="Type"><c>audio</c> or <c>text</c>.</param>
/// <param name="Text">For text: the words so far.</param>
/// <param name="Transcript">For audio: the words so far.</param>
public sealed record ResponsePart(string Type, string? Text, string? Transcript)
{
    /// <summary>A spoken part.</summary>
    public static ResponsePart Audio(string transcript) => new("audio", null, transcript);

    /// <summary>A written part.</summary>
    public static ResponsePart Written(string text) => new("text", text, null);
}
