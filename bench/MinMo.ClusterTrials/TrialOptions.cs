using System.Globalization;

namespace MinMo.ClusterTrials;

/// <summary>What is to be tried, and how large.</summary>
internal sealed record TrialOptions(string Trial)
{
    public const string Help = """
        Trials of a cluster of real processes on this machine. The engines are scripted, so that what is measured is the
        way of steps and audio and not a model.

          kill      one edge and three worker processes, calls in real time; a worker is killed (SIGKILL) half-way
          drain     the same, and a worker is told to stop (SIGTERM)
          streams   hop of a message, in process and across processes, call streams beside Orleans's memory streams

          --calls N       calls at once (kill, drain; default 24)
          --workers N     worker processes (kill, drain; default 3)
          --seconds N     length of the calls (default 40), or of each measurement (streams; default 5)
          --streams N     streams of 50 messages a second (streams; default 100)
          --redis H:P     meet at a Redis and not at a port of this machine
          --json          one line of JSON at the end
        Exit code 1 when a call ended or a word was lost.
        """;

    public int Calls { get; init; } = 24;

    public int Workers { get; init; } = 3;

    public TimeSpan? Length { get; init; }

    public int Streams { get; init; } = 100;

    public string? Redis { get; init; }

    public bool Json { get; init; }

    /// <summary>For processes of a trial: where they meet.</summary>
    public int? Port { get; init; }

    /// <summary>For processes of a trial: their silo's name.</summary>
    public string Name { get; init; } = "edge";

    public static TrialOptions Parse(string[] args)
    {
        var options = new TrialOptions(args[0]);
        for (int index = 1; index < args.Length; index++)
        {
            string name = args[index];
            if (name == "--json")
            {
                options = options with { Json = true };
                continue;
            }

            string value = ++index < args.Length ? args[index] : throw new ArgumentException($"{name} needs a value");
            options = options.With(name, value);
        }

        return options;
    }

    private TrialOptions With(string name, string value) => name switch
    {
        "--calls" => this with { Calls = Number(name, value) },
        "--workers" => this with { Workers = Number(name, value) },
        "--seconds" => this with { Length = TimeSpan.FromSeconds(Number(name, value)) },
        "--streams" => this with { Streams = Number(name, value) },
        "--redis" => this with { Redis = value },
        "--port" => this with { Port = Number(name, value) },
        "--name" => this with { Name = value },
        _ => throw new ArgumentException($"there is no option '{name}'"),
    };

    private static int Number(string name, string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ArgumentException($"{name} needs a number, not '{value}'");
}
