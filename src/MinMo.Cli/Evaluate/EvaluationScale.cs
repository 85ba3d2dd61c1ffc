namespace MinMo.Cli.Evaluate;

/// <summary>How many trials are made.</summary>
internal sealed record EvaluationScale
{
    /// <summary>Enough for numbers that are published.</summary>
    public static EvaluationScale Full { get; } = new();

    /// <summary>A few of each, to see whether it works.</summary>
    public static EvaluationScale Quick { get; } = new()
    {
        Sentences = 8,
        Questions = 24,
        Replies = 8,
        Dialogues = 4,
        Interruptions = 4,
        Turns = 6,
        TurnsPerCall = 3,
        StyledReplies = 1,
    };

    /// <summary>Sentences of each kind of caller.</summary>
    public int Sentences { get; private init; } = 100;

    /// <summary>Questions, over all skills.</summary>
    public int Questions { get; private init; } = 300;

    /// <summary>Replies judged, of the skills and of random words each.</summary>
    public int Replies { get; private init; } = 150;

    /// <summary>Calls in which ends of turns are watched.</summary>
    public int Dialogues { get; private init; } = 50;

    /// <summary>Barge-ins, and as many back-channels, and as many times only echo.</summary>
    public int Interruptions { get; private init; } = 40;

    /// <summary>Turns in real time.</summary>
    public int Turns { get; private init; } = 50;

    /// <summary>Of them in one call.</summary>
    public int TurnsPerCall { get; private init; } = 10;

    /// <summary>Sentences said in each manner.</summary>
    public int StyledReplies { get; private init; } = 12;
}
