using System.CommandLine;

namespace MinMo.Cli.Serve;

/// <summary><c>minmo serve</c>: the host with its page and its gateways.</summary>
internal static class ServeCommand
{
    private const string DefaultUrl = "http://localhost:5080";

    private const string Description = """
        Start the host: a page to talk with, and a WebSocket in the dialect of OpenAI's Realtime API.

        Examples:
          minmo serve
          minmo serve --url http://localhost:8080 --max-calls 2
          minmo serve --model lite-en --model mine
          minmo serve -- --Minmo:Samples=recordings

        Where no bundle is installed, lite-en is fetched first. Stop it with Ctrl+C.
        What follows -- is configuration of the host, as name=value.
        """;

    public static Command Create(Surroundings surroundings)
    {
        var url = new Option<string>("--url")
        {
            Description = "Where to listen; port 0 takes a free one. Anything but localhost is open to the network.",
            DefaultValueFactory = static _ => DefaultUrl,
        };
        var models = new Option<string[]>("--model", "--bundle", "-m")
        {
            Description = "Bundles that answer, the first one by default; default: lite-en, or the only one.",
            DefaultValueFactory = static _ => [],
        };
        var calls = new Option<int?>("--max-calls") { Description = "Calls at once of each bundle; their memory is reserved at start." };
        var uncalibrated = new Option<bool>("--uncalibrated")
        {
            Description = "Admit as many calls as have memory, whatever the measurement at start says of real time.",
        };
        var adapter = new Option<string?>("--adapter") { Description = Surroundings.AboutAdapter };
        var settings = new Argument<string[]>("settings") { Description = "Configuration of the host.", Hidden = true, Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("serve", Description) { url, models, calls, uncalibrated, adapter, settings };
        command.SetAction((parsed, cancellationToken) => Complaints.GuardAsync(surroundings, "serve", () =>
            new ServeRun(surroundings.With(parsed.GetValue(adapter))).RunAsync(
                new ServeOptions(
                    parsed.GetValue(url)!, parsed.GetValue(models)!, parsed.GetValue(calls), parsed.GetValue(uncalibrated),
                    parsed.GetValue(settings) ?? []),
                cancellationToken)));
        return command;
    }
}
