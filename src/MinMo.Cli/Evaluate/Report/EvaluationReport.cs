namespace MinMo.Cli.Evaluate.Report;

/// <summary>What one run of <c>minmo eval</c> found.</summary>
/// <param name="Bundle">The bundle; null for the default one.</param>
/// <param name="Seed">Of the held-out data.</param>
/// <param name="Quick">Whether only a few trials were made.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Rows">The values.</param>
internal sealed record EvaluationReport(string? Bundle, int Seed, bool Quick, double Seconds, IReadOnlyList<EvaluationRow> Rows);
