using System.CommandLine;
using MinMo.Cli.Node;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Measure;

/// <summary><c>minmo measure</c>: how well and how fast the installed engine does, on recordings of people.</summary>
internal static class MeasureCommand
{
    private const string Description = """
        Measure the engine on recordings of people (a folder with clips.tsv).

        Examples:
          minmo measure speech recordings/         word errors, cut turns, silence waited; in lock step
          minmo measure latency recordings/ --turns 50 --calls 4
          minmo measure barge-in recordings/ --count 30
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings) => new("measure", Description)
    {
        SpeechCommand.Create(surroundings),
        LatencyCommand.Create(surroundings),
        BargeInCommand.Create(surroundings),
    };

    /// <summary>The argument of all of them.</summary>
    public static Argument<string> Folder() => new("folder") { Description = "A folder with clips.tsv and its files." };

    /// <summary>The option of all of them.</summary>
    public static Option<string?> Model() => new("--model", "-m") { Description = "Bundle that is measured." };

    /// <summary>Starts an engine, hands its lines over, stops it.</summary>
    /// <param name="surroundings">Where bundles are, and where to complain.</param>
    /// <param name="bundle">The bundle; null for the default one.</param>
    /// <param name="use">Measures.</param>
    /// <param name="cancellationToken">Stops starting.</param>
    public static Task<int> RunAsync(
        Surroundings surroundings, string? bundle, Func<ICallLines, Task> use, CancellationToken cancellationToken)
        => Complaints.GuardAsync(surroundings, "measure", () => new LocalNode(surroundings).RunAsync(bundle, async lines =>
        {
            await use(lines);
            return ExitCodes.Success;
        }, cancellationToken));
}
