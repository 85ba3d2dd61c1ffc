using System.CommandLine;

namespace MinMo.Cli.Parity;

/// <summary><c>minmo parity</c>: compares the model parts with what reference implementations computed.</summary>
internal static class ParityCommand
{
    private const string Description = """
        Run every golden under a folder and compare with what the reference implementation computed.

        Examples:
          minmo parity tests/goldens
          minmo parity tests/goldens --family whisper piper
          minmo parity tests/goldens --json

        Goldens on real weights look for them in DIR/weights, DIR/../weights, the folder that MINMO_WEIGHTS names, and
        the installed bundles; where there are none, they are skipped.
        Exit codes: 0 all within tolerance or skipped, 1 one failed, 2 there are no goldens.
        """;

    public static Command Create(Surroundings surroundings)
    {
        var folder = new Argument<string>("dir") { Description = "A golden, a family of goldens, or a folder of families." };
        var families = new Option<string[]>("--family")
        {
            Description = "Only these families.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = static _ => [],
        };
        var weights = new Option<string?>("--weights") { Description = "Where real weights lie, one folder for each model." };
        var json = new Option<bool>("--json")
        {
            Description = "One object a line: name, kind, error, tolerance, ok, detail, skipped.",
        };
        var command = new Command("parity", Description) { folder, families, weights, json };
        command.SetAction((parsed, cancellationToken) => Complaints.GuardAsync(surroundings, "parity", () => Task.FromResult(
            new ParityRun(surroundings, parsed.GetValue(json)).Run(
                parsed.GetRequiredValue(folder), parsed.GetValue(families)!, parsed.GetValue(weights), cancellationToken))));
        return command;
    }
}
