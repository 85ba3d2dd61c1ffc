namespace MinMo.Inference.Language;

/// <summary>How a reply calls a tool and gets its answer, as tokens of the model or spelled as text.</summary>
internal static class ToolUse
{
    /// <summary>Begins a call.</summary>
    public const string Call = "<tool_call>";

    /// <summary>Ends a call: somebody else answers now.</summary>
    public const string CallEnd = "</tool_call>";

    /// <summary>Begins the answer.</summary>
    public const string Response = "<tool_response>";

    /// <summary>Ends the answer: the model goes on.</summary>
    public const string ResponseEnd = "</tool_response>";
}
