namespace MinMo.Training.Corpora.Text;

/// <summary>One thing that callers ask for, as written in a skill's text.</summary>
internal sealed record Intent(string Skill, string Name)
{
    /// <summary>Only said as the sequel of another intent.</summary>
    public bool IsSequel { get; init; }

    /// <summary>Said without an added "please" or the like, because what is said is to be repeated.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Goes on in the style it asks for; null leaves the style as it is.</summary>
    public SpeakingStyle? Style { get; init; }

    /// <summary>How often it is drawn, relative to the others of its skill.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The tool call of the reply; its answer is the slot <c>{response}</c>.</summary>
    public string? Tool { get; init; }

    public IReadOnlyList<Phrasing> Asks { get; init; } = [];

    public IReadOnlyList<string> Replies { get; init; } = [];

    /// <summary>Groups of phrases, each one template with <c>|</c> between its phrases.</summary>
    public IReadOnlyList<string> Expected { get; init; } = [];
}
