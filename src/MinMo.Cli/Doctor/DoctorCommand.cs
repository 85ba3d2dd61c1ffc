using System.CommandLine;

namespace MinMo.Cli.Doctor;

/// <summary><c>minmo doctor</c>: what is installed, what is missing, and a self-test.</summary>
internal static class DoctorCommand
{
    private const string Description = """
        Say what is installed and what is missing, and let the engine talk to itself for a few seconds.

        Examples:
          minmo doctor
          minmo doctor --json
          minmo doctor --model lite-en --no-self-test

        Exit codes: 0 calls are possible, 1 something must be put right first.
        """;

    public static Command Create(Surroundings surroundings)
    {
        var model = new Option<string?>("--model", "-m") { Description = "The bundle that talks; default: the one that calls get." };
        var brief = new Option<bool>("--no-self-test") { Description = "Look, but do not load an engine." };
        var json = new Option<bool>("--json") { Description = "One object a line: name, state, detail, remedy; the self-test last." };
        var command = new Command("doctor", Description) { model, brief, json };
        command.SetAction((parsed, cancellationToken) => Complaints.GuardAsync(
            surroundings,
            "doctor",
            () => new Examination(surroundings, parsed.GetValue(json)).RunAsync(
                parsed.GetValue(model), !parsed.GetValue(brief), cancellationToken)));
        return command;
    }
}
