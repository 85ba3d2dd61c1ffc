using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Hub;
using Spectre.Console;

namespace MinMo.Cli;

/// <summary>What the program finds around itself: environment variables and terminal. Nothing else reads them.</summary>
internal sealed record Surroundings
{
    private const int WidthOfFiles = 240;

    /// <summary>Where bundles are installed: MINMO_HOME, else <c>minmo</c> in the user's data folder.</summary>
    public required string Home { get; init; }

    /// <summary>The bundles that ship with the program: <c>models</c> beside it; null for none.</summary>
    public string? Shipped { get; init; }

    /// <summary>The adapter of language models, a folder or <c>none</c>: MINMO_ADAPTER; null for those that ship.</summary>
    public string? Adapter { get; init; }

    /// <summary>A libtorch to be used in place of the program's own, a folder: MINMO_LIBTORCH; null for the own.</summary>
    public string? LibTorch { get; init; }

    /// <summary>A folder of weights for parity: MINMO_WEIGHTS.</summary>
    public string? Weights { get; init; }

    /// <summary>A folder of recordings of people with clips.tsv: MINMO_HUMAN_SPEECH.</summary>
    public string? HumanSpeech { get; init; }

    /// <summary>Where published files are fetched: HF_ENDPOINT, HF_TOKEN.</summary>
    public HubSettings Hub { get; init; } = new();

    /// <summary>Data.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>Progress and complaints.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Tables on <see cref="Output"/>.</summary>
    public required IAnsiConsole OutputConsole { get; init; }

    /// <summary>Progress on <see cref="Error"/>.</summary>
    public required IAnsiConsole ErrorConsole { get; init; }

    /// <summary>What the option <c>--adapter</c> does.</summary>
    public const string AboutAdapter =
        "A folder with an adapter of the language model (train lora writes them), or none; default: the one that ships for the bundle.";

    /// <summary>The bundles of this machine.</summary>
    public BundleStore Store => new(Home, Shipped, Adapter);

    /// <summary>As these, with the adapter of an option; null leaves them as they are.</summary>
    public Surroundings With(string? adapter) => adapter is null ? this : this with { Adapter = adapter };

    /// <summary>Those of the running process.</summary>
    public static Surroundings FromEnvironment()
    {
        var endpoint = Variable("HF_ENDPOINT");
        var hub = new HubSettings { Token = Variable("HF_TOKEN") };
        return new Surroundings
        {
            Home = Variable("MINMO_HOME") ?? DefaultHome(),
            Shipped = Path.Combine(AppContext.BaseDirectory, "models"),
            Adapter = Variable("MINMO_ADAPTER"),
            LibTorch = Variable("MINMO_LIBTORCH"),
            Weights = Variable("MINMO_WEIGHTS"),
            HumanSpeech = Variable("MINMO_HUMAN_SPEECH"),
            Hub = endpoint is null ? hub : hub with { HuggingFace = new Uri(endpoint) },
            Output = Console.Out,
            Error = Console.Error,
            OutputConsole = ConsoleOn(Console.Out, Console.IsOutputRedirected),
            ErrorConsole = ConsoleOn(Console.Error, Console.IsErrorRedirected),
        };
    }

    /// <summary>A console that writes to a text writer, wide enough not to wrap when that is no terminal.</summary>
    public static IAnsiConsole ConsoleOn(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
        });
        if (redirected)
        {
            console.Profile.Width = WidthOfFiles;
        }

        return console;
    }

    // Linux: $XDG_DATA_HOME or ~/.local/share; Windows: %LOCALAPPDATA%; macOS: ~/Library/Application Support.
    private static string DefaultHome() => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "minmo");

    private static string? Variable(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
