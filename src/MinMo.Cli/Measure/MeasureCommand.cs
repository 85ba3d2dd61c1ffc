using System.CommandLine;
using MinMo.Abstractions.Settings;
using MinMo.Audio.Files;
using MinMo.Cli.Talk;
using MinMo.Gateways.Calls;
using Spectre.Console;

namespace MinMo.Cli.Measure;

/// <summary><c>minmo measure</c>: how well and how fast the installed engine does, on recordings of people.</summary>
internal static class MeasureCommand
{
    private const string Description = """
        Measure the engine on recordings of people (a folder with clips.tsv).

        Examples:
          minmo measure speech recordings/         word errors, cut turns, silence waited; in lock step
          minmo measure latency recordings/ --turns 50 --calls 4
          minmo measure barge-in recordings/ --count 30
        """;

    /// <summary>Starts an engine, hands its lines over, stops it.</summary>
    public delegate Task<int> EngineRun(string? bundle, Func<ICallLines, Task<int>> use, CancellationToken cancellationToken);

    /// <summary>Makes the command.</summary>
    public static Command Create(EngineRun run)
    {
        var command = new Command("measure", Description);
        command.Subcommands.Add(Speech(run));
        command.Subcommands.Add(Latency(run));
        command.Subcommands.Add(BargeIn(run));
        return command;
    }

    private static readonly ReplySettings Silent = new() { MaximumTokens = 4, Spoken = false };

    private static Argument<string> Folder() => new("folder") { Description = "A folder with clips.tsv and its files." };

    private static Option<string?> Model() => new("--model", "-m") { Description = "Bundle that is measured." };

    private static Command Speech(EngineRun run)
    {
        var (folder, model) = (Folder(), Model());
        var only = new Option<string?>("--only") { Description = "Ids of clips, separated by commas." };
        var verbose = new Option<bool>("--verbose") { Description = "Show each clip with errors." };
        var silent = new Option<bool>("--silent") { Description = "Answer with a few written words only: measures hearing alone, faster." };
        var command = new Command("speech", "Word errors and ends of turns on recordings of one turn each.")
        {
            folder, model, only, verbose, silent,
        };
        command.SetAction((parsed, cancellationToken) => GuardAsync(() =>
        {
            string[]? ids = parsed.GetValue(only)?.Split(',');
            var clips = SpeechClip.ReadAll(parsed.GetValue(folder)!)
                .Where(clip => ids?.Contains(clip.Id) ?? SpeechClip.TurnKinds.Contains(clip.Kind)).ToArray();
            return run(parsed.GetValue(model), async lines =>
            {
                var measurement = new SpeechMeasurement(lines, TimeProvider.System);
                var settings = new CallSettings { Bundle = parsed.GetValue(model), LockStep = true };
                settings = parsed.GetValue(silent) ? settings with { Reply = Silent } : settings;
                var results = new List<ClipResult>();
                await EachAsync(clips, async clip => results.Add(await measurement.MeasureAsync(clip, settings, cancellationToken)));
                SpeechReport.Write(AnsiConsole.Console, results, parsed.GetValue(verbose));
                return ExitCodes.Success;
            }, cancellationToken);
        }));
        return command;
    }

    private static Command Latency(EngineRun run)
    {
        var (folder, model) = (Folder(), Model());
        var turns = new Option<int>("--turns") { Description = "Turns of each call.", DefaultValueFactory = _ => 10 };
        var calls = new Option<int>("--calls") { Description = "Calls at once.", DefaultValueFactory = _ => 1 };
        var seed = new Option<int>("--seed") { Description = "Order of the clips.", DefaultValueFactory = _ => 1 };
        var command = new Command("latency", "First audio behind the last word, in real time.")
        {
            folder, model, turns, calls, seed,
        };
        command.SetAction((parsed, cancellationToken) => GuardAsync(() =>
        {
            var clips = SpeechClip.ReadAll(parsed.GetValue(folder)!)
                .Where(clip => clip.Kind is "question" or "command").ToArray();
            return run(parsed.GetValue(model), async lines =>
            {
                var measurement = new LatencyMeasurement(lines, TimeProvider.System);
                var settings = new CallSettings { Bundle = parsed.GetValue(model) };
                var results = await Task.WhenAll(Enumerable.Range(0, parsed.GetValue(calls)).Select(call =>
                    measurement.MeasureAsync(
                        Shuffle(clips, parsed.GetValue(turns), parsed.GetValue(seed) + call), settings, cancellationToken)));
                var first = new Percentiles(results.SelectMany(result => result.FirstAudioMs));
                Print($"calls {results.Length}, turns answered {first.Count}, first audio after the last word: p50 {first.At(50):F0} ms, "
                    + $"p95 {first.At(95):F0} ms, largest {first.Largest:F0} ms; underruns {results.Sum(result => result.Underruns)}");
                return ExitCodes.Success;
            }, cancellationToken);
        }));
        return command;
    }

    private static Command BargeIn(EngineRun run)
    {
        var (folder, model) = (Folder(), Model());
        var count = new Option<int>("--count") { Description = "Interruptions.", DefaultValueFactory = _ => 30 };
        var verbose = new Option<bool>("--verbose") { Description = "Show each recording." };
        var command = new Command("barge-in", "Silence after an interruption, and false stops on back-channels and noise.")
        {
            folder, model, count, verbose,
        };
        command.SetAction((parsed, cancellationToken) => GuardAsync(() =>
        {
            var clips = SpeechClip.ReadAll(parsed.GetValue(folder)!);
            var claims = Shuffle([.. clips.Where(clip => clip.Kind is "command" or "question")], parsed.GetValue(count), 1);
            var harmless = clips.Where(clip => clip.Kind is "backchannel" or "noise").ToArray();
            return run(parsed.GetValue(model), async lines =>
            {
                var measurement = new BargeInMeasurement(lines, TimeProvider.System);
                var settings = new CallSettings { Bundle = parsed.GetValue(model) };
                var results = new List<BargeInResult>();
                await EachAsync([.. claims, .. harmless], async clip =>
                    results.Add(await measurement.MeasureAsync(clip, settings, cancellationToken)));
                Conclude(results, claims.Count, parsed.GetValue(verbose));
                return ExitCodes.Success;
            }, cancellationToken);
        }));
        return command;
    }

    private static void Conclude(List<BargeInResult> results, int claims, bool verbose)
    {
        if (verbose)
        {
            foreach (var result in results)
            {
                Print($"{result.Clip.Id} {result.Clip.Kind}: {(result.Stopped ? "stopped" : result.Held ? "held" : "ignored")} "
                    + $"{result.Silence?.TotalMilliseconds:F0}  \"{result.Clip.Transcript}\"");
            }
        }

        var silence = new Percentiles(results.Take(claims).Where(result => result.Silence is not null)
            .Select(result => result.Silence!.Value.TotalMilliseconds));
        Print($"interruptions {claims}, stopped {results.Take(claims).Count(result => result.Stopped)}; silence after the onset: "
            + $"p50 {silence.At(50):F0} ms, p95 {silence.At(95):F0} ms, largest {silence.Largest:F0} ms");
        foreach (var kind in results.Skip(claims).GroupBy(result => result.Clip.Kind))
        {
            Print($"{kind.Key}: {kind.Count()} played, false stops {kind.Count(result => result.Stopped)}, "
                + $"held for a moment {kind.Count(result => result.Held)}");
        }
    }

    private static List<SpeechClip> Shuffle(SpeechClip[] clips, int count, int seed)
    {
        var random = new Random(seed);
        var chosen = new List<SpeechClip>();
        while (chosen.Count < count && clips.Length > 0)
        {
            random.Shuffle(clips = [.. clips]);
            chosen.AddRange(clips.Take(count - chosen.Count));
        }

        return chosen;
    }

    private static async Task EachAsync(SpeechClip[] clips, Func<SpeechClip, Task> measure)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        await console.Progress().StartAsync(async progress =>
        {
            var task = progress.AddTask("recordings", maxValue: clips.Length);
            foreach (var clip in clips)
            {
                await measure(clip);
                task.Increment(1);
            }
        });
    }

    private static async Task<int> GuardAsync(Func<Task<int>> measure)
    {
        try
        {
            return await measure();
        }
        catch (Exception problem) when (problem is TalkException or IOException or AudioFormatException)
        {
            await Console.Error.WriteLineAsync($"minmo measure: {problem.Message}");
            return ExitCodes.Failed;
        }
    }

    private static void Print(string line) => Console.WriteLine(line);
}
