using System.CommandLine;
using MinMo.LoadTest.Shapes;

namespace MinMo.Cli.Load;

/// <summary><c>minmo load</c>: many virtual callers at once.</summary>
internal static class LoadCommand
{
    private const int UsualCalls = 4;
    private const double LongestSeconds = 24 * 3600;

    private const string Description = """
        Let virtual callers talk to an engine, and measure what they hear.

        Examples:
          minmo load --calls 8 --seconds 60
          minmo load --shape ramp --calls 24 --seconds 120 --html load.html
          minmo load --shape spike --calls 72 --tenants 3 --url http://localhost:5080
          minmo load --shape soak --calls 8 --seconds 3600 --json
          minmo load --speech recordings/ --model lite-en --only questions,barge-in

        Shapes: plateau (all at once), ramp (one after the other), spike (a quarter, all, a quarter), soak (all at once,
        one long call each). docs/load.md says how dialogues are written and what the measures mean.
        """;

    public static Command Create(Surroundings surroundings)
    {
        var arguments = new LoadArguments();
        var shape = new Option<LoadShapeKind>("--shape") { Description = "How callers come and go.", DefaultValueFactory = static _ => LoadShapeKind.Plateau };
        var calls = new Option<int>("--calls", "-n") { Description = "Callers at once.", DefaultValueFactory = static _ => UsualCalls };
        var seconds = new Option<double>("--seconds") { Description = "Length of the run; callers finish the turn they are in.", DefaultValueFactory = static _ => 60 };
        var command = new Command("load", Description) { shape, calls, seconds };
        foreach (var option in arguments.All)
        {
            command.Add(option);
        }

        command.SetAction((parsed, cancellationToken) => Complaints.GuardAsync(surroundings, "load", () =>
        {
            LoadArguments.RequireFrom("--seconds", parsed.GetValue(seconds), 1, LongestSeconds);
            var options = arguments.Read(
                parsed, parsed.GetValue(shape), parsed.GetValue(calls), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            return new LoadCommandRun(surroundings, options).PlayAsync(cancellationToken);
        }));
        return command;
    }
}
