using System.CommandLine;
using MinMo.LoadTest.Capacity;
using MinMo.LoadTest.Shapes;

namespace MinMo.Cli.Load;

/// <summary><c>minmo capacity</c>: how many calls an engine can take.</summary>
internal static class CapacityCommand
{
    private const double LongestSeconds = 3600;

    private const string Description = """
        Find the largest number of calls at once that keeps a service level, by bisection, and what stands in the way
        of more.

        Examples:
          minmo capacity --slo "miss<=0.1%,first_audio_p95<=800ms"
          minmo capacity --slo "first_audio_p95<=1500ms,underruns<=0" --model lite-en --speech recordings/ --json
          minmo capacity --slo "viability>=99%" --first 8 --most 64 --seconds 90 --url http://localhost:5080

        A trial whose callers are refused does not count as kept. Measures: docs/load.md.
        """;

    public static Command Create(Surroundings surroundings)
    {
        var arguments = new LoadArguments();
        var level = new Option<string>("--slo") { Description = "Clauses NAME<=LIMIT or NAME>=LIMIT, by commas.", DefaultValueFactory = static _ => "miss<=0.1%,first_audio_p95<=800ms" };
        var first = new Option<int>("--first") { Description = "Calls of the first trial.", DefaultValueFactory = static _ => 2 };
        var most = new Option<int>("--most") { Description = "Calls beyond which nothing is tried; a node that is started has so many places.", DefaultValueFactory = static _ => 64 };
        var seconds = new Option<double>("--seconds") { Description = "Length of a trial.", DefaultValueFactory = static _ => 60 };
        var command = new Command("capacity", Description) { level, first, most, seconds };
        foreach (var option in arguments.All)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => Complaints.GuardAsync(surroundings, "capacity", () =>
        {
            LoadArguments.RequireFrom("--seconds", parsed.GetValue(seconds), 5, LongestSeconds);
            LoadArguments.RequireFrom("--most", parsed.GetValue(most), 1, 10_000);
            LoadArguments.RequireFrom("--first", parsed.GetValue(first), 1, parsed.GetValue(most));
            var wanted = ServiceLevel.Parse(parsed.GetValue(level)!);
            var options = arguments.Read(
                parsed, LoadShapeKind.Plateau, parsed.GetValue(most), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            options = options with { Places = options.Places ?? options.Calls };
            return new CapacityCommandRun(surroundings, options, wanted, parsed.GetValue(first)).SearchAsync(cancellationToken);
        }));
        return command;
    }
}
