using System.Diagnostics;
using System.Reflection;

namespace MinMo.Cli.Load;

/// <summary>The node that is tested: one that runs, or one that is started as a process of its own and stopped at the
/// end.</summary>
internal sealed class TestedNode : IAsyncDisposable
{
    private const int LinesKept = 20;
    private readonly Process? _process;

    private TestedNode(Uri address, Process? process) => (Address, _process) = (address, process);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Finds or starts it; returns when it takes calls.</summary>
    /// <exception cref="IOException">It did not start; the message ends with what it said.</exception>
    public static async Task<TestedNode> OpenAsync(
        Surroundings surroundings, LoadOptions options, CancellationToken cancellationToken)
    {
        if (options.Url is { } url)
        {
            return new TestedNode(url, null);
        }

        await surroundings.Error.WriteLineAsync("starting a node ...");
        var process = Start(surroundings, options);
        try
        {
            return new TestedNode(await AddressOfAsync(process, cancellationToken), process);
        }
        catch
        {
            End(process);
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            End(_process);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
    }

    private static Process Start(Surroundings surroundings, LoadOptions options)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }

        foreach (string argument in ArgumentsOf(surroundings, options))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["MINMO_HOME"] = surroundings.Home;
        return Process.Start(start) ?? throw new IOException("the node did not start");
    }

    private static List<string> ArgumentsOf(Surroundings surroundings, LoadOptions options)
    {
        List<string> arguments = ["serve", "--url", "http://127.0.0.1:0"];
        if (options.Model is { } model)
        {
            arguments.AddRange(["--model", model]);
        }

        if (options.Places is { } places)
        {
            arguments.AddRange(["--max-calls", places.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        }

        if (options.Uncalibrated)
        {
            arguments.Add("--uncalibrated");
        }

        if (surroundings.Adapter is { } adapter)
        {
            arguments.AddRange(["--adapter", adapter]);
        }

        return arguments;
    }

    // serve writes its address to standard output once it takes calls, and what else it has to say to standard error.
    private static async Task<Uri> AddressOfAsync(Process process, CancellationToken cancellationToken)
    {
        var said = new Queue<string>();
        var saying = new Lock(); // guards it: lines come on another thread
        process.ErrorDataReceived += (_, line) =>
        {
            lock (saying)
            {
                said.Enqueue(line.Data ?? "");
                if (said.Count > LinesKept)
                {
                    said.Dequeue();
                }
            }
        };
        process.BeginErrorReadLine();
        process.StandardInput.Close();
        string? first = await process.StandardOutput.ReadLineAsync(cancellationToken);
        if (Uri.TryCreate(first, UriKind.Absolute, out var address))
        {
            return address;
        }

        await process.WaitForExitAsync(cancellationToken);
        lock (saying)
        {
            throw new IOException("the node did not start: " + string.Join(" | ", said.Where(static line => line.Length > 0)));
        }
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
