namespace MinMo.Conversation.Replying;

/// <summary>How soon a growing reply is cut into clauses. A shorter clause is heard sooner, a longer one sounds better:
/// its melody is that of the sentence.</summary>
public sealed record ClauseStreamSettings
{
    /// <summary>Clauses at the start of a reply that end at the first comma, colon or dash. Later ones are whole
    /// sentences. Default: 1, the one that the caller waits for.</summary>
    public int EagerClauses { get; init; } = 1;

    /// <summary>Words after which an eager clause without punctuation is cut, in front of a conjunction if it has one.
    /// Default: 12, about 4 s of speech:
    /// it is prepared while the silence behind the caller's last word is waited out.</summary>
    public int EagerWords { get; init; } = 12;

    /// <summary>Characters after which a later sentence is cut. Default: 200, about 12 s of speech: the encoder's time
    /// grows with the clause.</summary>
    public int LongestClause { get; init; } = 200;
}
