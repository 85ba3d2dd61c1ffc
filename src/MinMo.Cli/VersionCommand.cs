using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;

namespace MinMo.Cli;

/// <summary><c>minmo version</c>.</summary>
internal static class VersionCommand
{
    public static Command Create(Surroundings surroundings)
    {
        var command = new Command("version", "What was built, and what it runs on.");
        command.SetAction(_ =>
        {
            surroundings.Output.WriteLine($"minmo {OwnVersion()}");
            surroundings.Output.WriteLine(
                $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.OSDescription}");
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>Version and, if known, commit.</summary>
    internal static string OwnVersion()
        => typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? "unknown";
}
