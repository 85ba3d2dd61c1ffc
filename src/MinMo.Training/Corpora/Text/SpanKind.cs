namespace MinMo.Training.Corpora.Text;

/// <summary>Who wrote a part of a rendered dialogue; only <see cref="Reply"/> is the model's to learn.</summary>
public enum SpanKind
{
    /// <summary>Turns' heads and ends.</summary>
    Frame,

    /// <summary>What the caller said.</summary>
    User,

    /// <summary>What the model writes: style, tool calls, the reply and the end of its turn.</summary>
    Reply,

    /// <summary>What a tool answered.</summary>
    ToolResponse,
}
