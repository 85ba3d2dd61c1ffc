using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Corpora.Calls;

/// <summary>A reply of the agent. Positions are samples of the call.</summary>
/// <param name="Exchange">Reply, tools and style, as the language model writes them.</param>
/// <param name="Start">First sample.</param>
/// <param name="End">The sample after the last that is played.</param>
/// <param name="WholeLength">Samples of the whole reply; more than are played if the caller barged in.</param>
public sealed record AgentTurn(Exchange Exchange, int Start, int End, int WholeLength)
{
    /// <summary>The caller barged in.</summary>
    public bool Interrupted => End - Start < WholeLength;
}
