namespace MinMo.Cli.Doctor;

/// <summary>What the doctor found about one thing.</summary>
/// <param name="Name">The thing.</param>
/// <param name="State">How it is.</param>
/// <param name="Detail">Version, size, or what is wrong.</param>
/// <param name="Remedy">What to do; null if nothing need be done.</param>
internal sealed record Finding(string Name, FindingState State, string Detail, string? Remedy = null);
