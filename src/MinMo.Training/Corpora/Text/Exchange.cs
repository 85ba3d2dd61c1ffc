namespace MinMo.Training.Corpora.Text;

/// <summary>One turn of the caller and the reply to it.</summary>
/// <param name="User">Lower case, no punctuation, numbers as words; empty where the caller said nothing.</param>
/// <param name="Reply">Lower case with <c>. , ?</c>; what is said after the tools have answered.</param>
public sealed record Exchange(string User, string Reply)
{
    /// <summary>Tools used before the reply is said.</summary>
    public IReadOnlyList<ToolUse> Tools { get; init; } = [];

    /// <summary>How the reply is spoken.</summary>
    public SpeakingStyle Style { get; init; }

    /// <summary>A reply is right where for every group one of its phrases occurs in it as whole words.</summary>
    public IReadOnlyList<string[]> Expected { get; init; } = [];

    /// <summary>The skill asked for.</summary>
    public string Skill { get; init; } = string.Empty;

    /// <summary>The id of the phrasing of <see cref="User"/>: "capitals.ask.3".</summary>
    public string Phrasing { get; init; } = string.Empty;
}
