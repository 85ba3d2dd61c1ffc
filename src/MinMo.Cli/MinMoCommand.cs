using System.CommandLine;
using MinMo.Cli.Bundles;
using MinMo.Cli.Doctor;
using MinMo.Cli.Evaluate;
using MinMo.Cli.Load;
using MinMo.Cli.Measure;
using MinMo.Cli.Node;
using MinMo.Cli.Parity;
using MinMo.Cli.Serve;
using MinMo.Cli.Talk;
using MinMo.Cli.Train;

namespace MinMo.Cli;

/// <summary>The command line as a whole.</summary>
internal static class MinMoCommand
{
    private const string Description = """
        A self-hosted voice engine: it listens, answers in speech, and falls silent when interrupted.

        Progress and complaints go to standard error, data to standard output.
        Exit codes: 0 done, 1 something failed, 2 the command line or an input is wrong.
        """;

    // Calls are told that the host goes away, and the silo leaves in good order.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(20);

    /// <summary>Parses and runs.</summary>
    /// <returns>The exit code of the process.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        var parsed = Create(surroundings).Parse(arguments);
        var configuration = new InvocationConfiguration
        {
            Output = surroundings.Output,
            Error = surroundings.Error,
            ProcessTerminationTimeout = Farewell,
        };
        if (parsed.Errors.Count > 0)
        {
            return Task.FromResult(Refuse(parsed, surroundings));
        }

        return parsed.InvokeAsync(configuration);
    }

    private static RootCommand Create(Surroundings surroundings) => new(Description)
    {
        HelpName = "minmo",
        Subcommands =
        {
            ServeCommand.Create(surroundings),
            TalkCommand.Create(adapter => new LocalNode(surroundings.With(adapter)).RunAsync),
            MeasureCommand.Create(surroundings),
            EvaluateCommand.Create(surroundings),
            LoadCommand.Create(surroundings),
            CapacityCommand.Create(surroundings),
            ModelsCommand.Create(surroundings),
            TrainCommand.Create(surroundings),
            ParityCommand.Create(surroundings),
            DoctorCommand.Create(surroundings),
            VersionCommand.Create(surroundings),
        },
    };

    private static int Refuse(ParseResult parsed, Surroundings surroundings)
    {
        if (parsed.CommandResult.Command.Subcommands.Count > 0 && parsed.UnmatchedTokens is [var unknown, ..])
        {
            surroundings.Error.WriteLine($"minmo: there is no command '{unknown}'"); // what follows it is noise
        }
        else
        {
            foreach (var error in parsed.Errors)
            {
                surroundings.Error.WriteLine($"minmo: {error.Message}");
            }
        }

        surroundings.Error.WriteLine($"minmo: see {Path(parsed)} --help");
        return ExitCodes.BadInput;
    }

    private static string Path(ParseResult parsed)
    {
        List<string> names = [];
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Insert(0, command.Command is RootCommand ? "minmo" : command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
