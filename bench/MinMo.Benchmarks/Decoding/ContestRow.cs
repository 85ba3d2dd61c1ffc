namespace MinMo.Benchmarks.Decoding;

/// <summary>One measure of all peers.</summary>
/// <param name="What">What was measured.</param>
/// <param name="TokensPerSecond">Of each peer, all lanes together.</param>
internal sealed record ContestRow(string What, IReadOnlyList<double> TokensPerSecond);
