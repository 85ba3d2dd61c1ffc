using MinMo.Abstractions.Calls;

namespace MinMo.Abstractions.Engine;

/// <summary>A piece of dialogue to be appended to a lane.</summary>
/// <param name="Role">Who says it.</param>
/// <param name="Text">The words; text from outside cannot inject special tokens.</param>
/// <param name="Opens">Whether the segment's opening marker is written.</param>
/// <param name="Closes">
/// Whether its closing marker is written. An open assistant segment is where <see cref="ThinkStep"/> goes on.
/// </param>
[GenerateSerializer, Immutable, Alias("minmo.prompt-segment")]
public sealed record PromptSegment(
    [property: Id(0)] DialogueRole Role,
    [property: Id(1)] string Text,
    [property: Id(2)] bool Opens,
    [property: Id(3)] bool Closes)
{
    /// <summary>The caller's audio in place of words; null for text. <see cref="Text"/> is then a transcript that the
    /// model does not see.</summary>
    [Id(4)]
    public HeardAudio? Audio { get; init; }

    /// <summary>Whether the text is the answer of a tool, in the middle of an open reply.</summary>
    [Id(5)]
    public bool AnswersTool { get; init; }

    /// <summary>A whole entry.</summary>
    public static PromptSegment Whole(DialogueRole role, string text) => new(role, text, Opens: true, Closes: true);

    /// <summary>Opens the agent's reply, which may already have a first part.</summary>
    public static PromptSegment OpenReply(string text = "")
        => new(DialogueRole.Assistant, text, Opens: true, Closes: false);

    /// <summary>A whole turn of the caller as it was heard.</summary>
    public static PromptSegment Heard(HeardAudio audio, string transcript = "")
        => Whole(DialogueRole.User, transcript) with { Audio = audio };

    /// <summary>The answer of a tool that the open reply has called; the reply stays open.</summary>
    public static PromptSegment ToolResponse(string text)
        => new(DialogueRole.Assistant, text, Opens: false, Closes: false) { AnswersTool = true };

    /// <summary>Closes the agent's reply.</summary>
    public static PromptSegment CloseReply() => new(DialogueRole.Assistant, "", Opens: false, Closes: true);
}
