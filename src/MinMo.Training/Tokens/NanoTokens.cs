namespace MinMo.Training.Tokens;

/// <summary>The special tokens of <c>nano-en</c>, in the order of their ids.</summary>
public static class NanoTokens
{
    /// <summary>End of a text.</summary>
    public const string EndOfText = "<|endoftext|>";

    /// <summary>Opens a turn; the role and a line end follow.</summary>
    public const string TurnStart = "<|im_start|>";

    /// <summary>Closes a turn.</summary>
    public const string TurnEnd = "<|im_end|>";

    /// <summary>Opens what was heard, one unit or row at each 80 ms.</summary>
    public const string SpeechStart = "<|startofspeech|>";

    /// <summary>Closes what was heard.</summary>
    public const string SpeechEnd = "<|endofspeech|>";

    /// <summary>80 ms in which no unit was heard.</summary>
    public const string Blank = "<|blank|>";

    /// <summary>Opens a call of a tool inside a reply.</summary>
    public const string ToolCall = "<tool_call>";

    /// <summary>Closes a call of a tool.</summary>
    public const string ToolCallEnd = "</tool_call>";

    /// <summary>Opens the answer of a tool, which is not the model's own text.</summary>
    public const string ToolResponse = "<tool_response>";

    /// <summary>Closes the answer of a tool.</summary>
    public const string ToolResponseEnd = "</tool_response>";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        EndOfText, TurnStart, TurnEnd, SpeechStart, SpeechEnd, Blank, ToolCall, ToolCallEnd, ToolResponse,
        ToolResponseEnd, "<|slow|>", "<|fast|>", "<|loud|>", "<|whisper|>",
    ];
}
