namespace MinMo.Inference.Planning;

/// <summary>How steps of one kind may be batched.</summary>
/// <param name="BatchLimit">Most steps of one batch.</param>
/// <param name="SeveralOfSession">
/// Whether a batch may hold several steps of one session; its runner then executes them in order.
/// </param>
/// <param name="FillsWithSpeculation">
/// Whether an urgent batch takes speculative steps along: yes where another row is nearly free (decoding), no where
/// every row costs its full time (recognition) and would delay the urgent one.
/// </param>
internal sealed record KindPolicy(int BatchLimit, bool SeveralOfSession, bool FillsWithSpeculation);
