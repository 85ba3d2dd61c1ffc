using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using MinMo.Server.Hosting;

namespace MinMo.Cli.Serve;

/// <summary><c>minmo serve</c>: the host with its page and its gateways, alone or as a node of a cluster.</summary>
internal sealed class ServeCommand
{
    private const string DefaultUrl = "http://localhost:5080";

    private const string Description = """
        Start the host: a page to talk with, and a WebSocket in the dialect of OpenAI's Realtime API.

        Examples:
          minmo serve
          minmo serve --url http://localhost:8080 --max-calls 2
          minmo serve --model lite-en --model mine
          minmo serve -- --Minmo:Samples=recordings --Minmo:Engine:LanguagePrecision=Float32

        Several nodes as one (docs/cluster.md); on one machine, then at a Redis:
          minmo serve --cluster 11111 --role edge
          minmo serve --cluster 11111 --role worker --url http://localhost:0
          minmo serve --redis redis.lan:6379 --role worker --address 10.0.0.7

        Where no bundle is installed, lite-en is fetched first. Stop it with Ctrl+C.
        What follows -- is configuration of the host, as --name=value (docs/configuration.md).
        """;

    private readonly Option<string> _url = new("--url")
    {
        Description = "Where to listen; port 0 takes a free one. Anything but localhost is open to the network.",
        DefaultValueFactory = static _ => DefaultUrl,
    };

    private readonly Option<string[]> _models = new("--model", "--bundle", "-m")
    {
        Description = "Bundles that answer, the first one by default; default: lite-en, or the only one.",
        DefaultValueFactory = static _ => [],
    };

    private readonly Option<int?> _calls = new("--max-calls") { Description = "Calls at once of each bundle; their memory is reserved at start." };

    private readonly Option<bool> _uncalibrated = new("--uncalibrated")
    {
        Description = "Admit as many calls as have memory, whatever the measurement at start says of real time.",
    };

    private readonly Option<string?> _adapter = new("--adapter") { Description = Surroundings.AboutAdapter };

    private readonly Option<NodeRole> _role = new("--role")
    {
        Description = "In a cluster: edge takes connections, worker computes, both does both.",
        DefaultValueFactory = static _ => NodeRole.Both,
    };

    private readonly Option<int?> _cluster = new("--cluster")
    {
        Description = "A cluster of this machine: the port where its nodes meet. The first node to come holds it.",
        HelpName = "port",
    };

    private readonly Option<string?> _redis = new("--redis")
    {
        Description = "A cluster of any machines: the Redis where its nodes meet, HOST:PORT[,password=...].",
        HelpName = "host:port",
    };

    private readonly Option<string?> _name = new("--name") { Description = "The node's name, unique in its cluster; default: machine and process." };
    private readonly Option<string?> _address = new("--address") { Description = "IP address at which other nodes reach this one (with --redis)." };
    private readonly Option<int?> _siloPort = new("--silo-port") { Description = "Port at which other nodes reach this one (with --redis); default: a free one." };

    private readonly Argument<string[]> _settings = new("settings")
    {
        Description = "Configuration of the host.",
        Hidden = true,
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Create(Surroundings surroundings) => new ServeCommand().Build(surroundings);

    private Command Build(Surroundings surroundings)
    {
        var command = new Command("serve", Description)
        {
            _url, _models, _calls, _uncalibrated, _adapter, _role, _cluster, _redis, _name, _address, _siloPort, _settings,
        };
        command.SetAction((parsed, cancellationToken) => Complaints.GuardAsync(surroundings, "serve", () =>
            new ServeRun(surroundings.With(parsed.GetValue(_adapter))).RunAsync(Read(parsed), cancellationToken)));
        return command;
    }

    private ServeOptions Read(ParseResult parsed) => new(
        parsed.GetValue(_url)!,
        parsed.GetValue(_models)!,
        parsed.GetValue(_calls),
        parsed.GetValue(_uncalibrated),
        parsed.GetValue(_role),
        [.. NodeSettings(parsed), .. HostSettings(parsed)]);

    private IEnumerable<string> NodeSettings(ParseResult parsed)
    {
        (string Key, string? Value)[] settings =
        [
            (nameof(NodeOptions.Role), parsed.GetValue(_role).ToString()),
            (nameof(NodeOptions.ClusterPort), parsed.GetValue(_cluster)?.ToString(CultureInfo.InvariantCulture)),
            (nameof(NodeOptions.Redis), parsed.GetValue(_redis)),
            (nameof(NodeOptions.Name), parsed.GetValue(_name)),
            (nameof(NodeOptions.Address), parsed.GetValue(_address)),
            (nameof(NodeOptions.SiloPort), parsed.GetValue(_siloPort)?.ToString(CultureInfo.InvariantCulture)),
        ];
        return settings.Where(static setting => setting.Value is not null)
            .Select(static setting => $"--{NodeOptions.Section}:{setting.Key}={setting.Value}");
    }

    /// <summary>What stands behind <c>--</c>. Anything else that is no option is a mistake: it would be ignored in
    /// silence.</summary>
    private string[] HostSettings(ParseResult parsed)
    {
        string[] settings = parsed.GetValue(_settings) ?? [];
        int behind = parsed.Tokens.SkipWhile(static token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        if (settings.Length > behind)
        {
            throw new ArgumentException(
                $"there is no option '{settings[0]}'; see minmo serve --help (configuration of the host stands behind --)");
        }

        foreach (string setting in settings.Where(static setting => setting.IndexOf('=', StringComparison.Ordinal) < 1))
        {
            throw new ArgumentException($"'{setting}' is no configuration of the host: --name=value");
        }

        return settings;
    }
}
