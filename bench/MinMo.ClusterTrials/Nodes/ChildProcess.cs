using System.Diagnostics;
using System.Globalization;

namespace MinMo.ClusterTrials.Nodes;

/// <summary>A silo in a process of its own. It says <see cref="Ready"/> when it is up; disposing it kills it.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>The line a process prints when its silo is up.</summary>
    public const string Ready = "ready";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    private ChildProcess(string name, Process process)
    {
        Name = name;
        _process = process;
    }

    public string Name { get; }

    /// <summary>Ends when the process has.</summary>
    public Task Ended => _process.WaitForExitAsync();

    /// <summary>Starts a process and waits until it is ready.</summary>
    public static async Task<ChildProcess> StartAsync(string trial, string name, TrialOptions options)
    {
        List<string> arguments = [typeof(ChildProcess).Assembly.Location, trial, "--name", name];
        arguments.AddRange(options.Redis is { } redis ? ["--redis", redis] : ["--port", Text(options.Port!.Value)]);
        arguments.AddRange(["--streams", Text(options.Streams)]);
        var start = new ProcessStartInfo(Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? arguments : arguments.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"the process '{name}' did not start");
        var child = new ChildProcess(name, process);
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        if (line != Ready)
        {
            await child.DisposeAsync();
            throw new InvalidOperationException($"the process '{name}' did not get ready: {line}");
        }

        return child;
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => _process.Kill();

    /// <summary>SIGTERM.</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", Text(_process.Id)]);
        kill.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
