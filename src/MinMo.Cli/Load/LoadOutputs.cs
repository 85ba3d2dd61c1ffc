namespace MinMo.Cli.Load;

/// <summary>Where reports go beside the terminal.</summary>
/// <param name="Json">Whether the last line of standard output is one JSON object, in place of the tables.</param>
/// <param name="Csv">A file of all observations; null for none.</param>
/// <param name="Html">A file with pictures; null for none.</param>
internal sealed record LoadOutputs(bool Json, string? Csv, string? Html);
