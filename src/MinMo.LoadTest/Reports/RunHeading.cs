namespace MinMo.LoadTest.Reports;

/// <summary>What a report is about: enough to run it again.</summary>
/// <param name="Command">The command line.</param>
/// <param name="Build">Version and commit of the tester.</param>
/// <param name="Model">The bundle that answered.</param>
/// <param name="Machine">Processor, cores, memory, system.</param>
/// <param name="Seed">Of everything random.</param>
/// <param name="Date">When it ended.</param>
public sealed record RunHeading(string Command, string Build, string Model, string Machine, int Seed, DateTimeOffset Date);
