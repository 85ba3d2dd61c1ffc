using System.CommandLine;
using MinMo.LoadTest.Shapes;

namespace MinMo.Cli.Load;

/// <summary>Options that both commands have.</summary>
internal sealed class LoadArguments
{
    private const double UsualWarmUp = 10;
    private const double MostWarmUp = 600;

    private readonly Option<string?> _url = new("--url") { Description = "A node that runs; default: one is started and stopped again." };
    private readonly Option<string?> _model = new("--model", "-m") { Description = "Bundle that answers." };
    private readonly Option<string?> _key = new("--key") { Description = "One of the node's keys, where it asks for one." };
    private readonly Option<int?> _places = new("--max-calls") { Description = "Calls that a node which is started takes at most; default: its own." };
    private readonly Option<bool> _uncalibrated = new("--uncalibrated") { Description = "A node that is started admits as many calls as it has places." };
    private readonly Option<double?> _warmUp = new("--warm-up") { Description = "Seconds that callers, one of each dialogue, talk before anything is counted; default: 10 where a node is started, else 0." };
    private readonly Option<int> _tenants = new("--tenants") { Description = "Tenants that the callers belong to, in turn.", DefaultValueFactory = static _ => 1 };
    private readonly Option<int> _seed = new("--seed") { Description = "Of everything random.", DefaultValueFactory = static _ => 1 };
    private readonly Option<string?> _dialogues = new("--dialogues") { Description = "JSON file of dialogues; default: those that come with the tester." };
    private readonly Option<string[]> _only = new("--only") { Description = "Names of dialogues, by commas.", DefaultValueFactory = static _ => [] };
    private readonly Option<string?> _speech = new("--speech") { Description = "Folder of recordings of callers (WAV, FLAC; clips.tsv if it has one); default: espeak-ng speaks." };
    private readonly Option<bool> _json = new("--json") { Description = "The last line is one JSON object." };
    private readonly Option<string?> _csv = new("--csv") { Description = "File for all observations." };
    private readonly Option<string?> _html = new("--html") { Description = "File for a page with plots." };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> All
        => [_url, _model, _key, _places, _uncalibrated, _warmUp, _tenants, _seed, _dialogues, _only, _speech, _json, _csv, _html];

    /// <summary>What they were set to.</summary>
    /// <exception cref="ArgumentException">One is out of range.</exception>
    public LoadOptions Read(ParseResult parsed, LoadShapeKind shape, int calls, TimeSpan duration)
    {
        RequireFrom("--tenants", parsed.GetValue(_tenants), 1, 1000);
        RequireFrom("--calls", calls, 1, 10_000);
        var url = parsed.GetValue(_url) is { } address ? ParseUrl(address) : null;
        var warmUp = parsed.GetValue(_warmUp) ?? (url is null ? UsualWarmUp : 0);
        RequireFrom("--warm-up", warmUp, 0, MostWarmUp);
        return new LoadOptions
        {
            CommandLine = "minmo " + string.Join(' ', parsed.Tokens.Select(static token => Quote(token.Value))),
            Url = url,
            Model = parsed.GetValue(_model),
            Key = parsed.GetValue(_key),
            Places = parsed.GetValue(_places),
            Uncalibrated = parsed.GetValue(_uncalibrated),
            Shape = shape,
            Calls = calls,
            Duration = duration,
            WarmUp = TimeSpan.FromSeconds(warmUp),
            Tenants = parsed.GetValue(_tenants),
            Seed = parsed.GetValue(_seed),
            Dialogues = parsed.GetValue(_dialogues),
            Only = [.. parsed.GetValue(_only)!.SelectMany(static names => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
            Speech = parsed.GetValue(_speech),
            Outputs = new LoadOutputs(parsed.GetValue(_json), parsed.GetValue(_csv), parsed.GetValue(_html)),
        };
    }

    /// <summary>Refuses what is out of range.</summary>
    /// <exception cref="ArgumentException">It is.</exception>
    public static void RequireFrom(string name, double value, double least, double most)
    {
        if (!(value >= least && value <= most))
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is a number from {least} to {most}"));
        }
    }

    // So that the line can be given to a shell again.
    private static string Quote(string text)
        => text.All(static letter => char.IsAsciiLetterOrDigit(letter) || "-_./:,=@%+".Contains(letter, StringComparison.Ordinal))
            ? text
            : $"\"{text}\"";

    private static Uri ParseUrl(string text)
        => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new ArgumentException($"'{text}' is no address: --url http://localhost:5080");
}
