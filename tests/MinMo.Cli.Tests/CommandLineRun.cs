using MinMo.Models.Bundles.Hub;

namespace MinMo.Cli.Tests;

/// <summary>Runs commands as the program does, with a home folder of its own, and keeps what they write.</summary>
internal sealed class CommandLineRun : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("minmo-home-");

    public string Home => _home.FullName;

    public string? Weights { get; init; }

    public HubSettings Hub { get; init; } = new();

    /// <summary>What the last command wrote to standard output.</summary>
    public string Output { get; private set; } = string.Empty;

    /// <summary>What the last command wrote to standard error.</summary>
    public string Error { get; private set; } = string.Empty;

    public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public async Task<int> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await MinMoCommand.RunAsync(arguments, Around(output, error));
        (Output, Error) = (output.ToString(), error.ToString());
        return code;
    }

    /// <summary>What the program sees of the machine.</summary>
    public Surroundings Around(TextWriter? output = null, TextWriter? error = null) => new()
    {
        Home = Home,
        Weights = Weights,
        Hub = Hub,
        Output = output ?? TextWriter.Null,
        Error = error ?? TextWriter.Null,
        OutputConsole = Surroundings.ConsoleOn(output ?? TextWriter.Null, redirected: true),
        ErrorConsole = Surroundings.ConsoleOn(error ?? TextWriter.Null, redirected: true),
    };

    public void Dispose() => _home.Delete(recursive: true);
}
