namespace MinMo.Training.Corpora.Text;

/// <summary>A sentence of the agent, and where it comes from.</summary>
/// <param name="Text">Lower case with <c>. , ?</c>.</param>
public sealed record AgentSentence(string Text)
{
    /// <summary>What was said before it, in order; it is the reply of the last exchange. Empty for a sentence that is no
    /// reply.</summary>
    public IReadOnlyList<Exchange> Talk { get; init; } = [];
}
