using System.CommandLine;
using System.Globalization;
using MinMo.Abstractions.Settings;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Measure;

/// <summary><c>minmo measure barge-in</c>.</summary>
internal static class BargeInCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var (folder, model) = (MeasureCommand.Folder(), MeasureCommand.Model());
        var count = new Option<int>("--count") { Description = "Interruptions.", DefaultValueFactory = _ => 30 };
        var verbose = new Option<bool>("--verbose") { Description = "Show each recording." };
        var command = new Command("barge-in", "Silence after an interruption, and false stops on back-channels and noise.")
        {
            folder, model, count, verbose,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = new CallSettings { Bundle = parsed.GetValue(model) };
            return MeasureCommand.RunAsync(surroundings, settings.Bundle, async lines =>
            {
                var clips = SpeechClip.ReadAll(parsed.GetValue(folder)!);
                var claims = ClipDraw.Shuffle([.. clips.Where(clip => clip.Kind is "command" or "question")], parsed.GetValue(count), 1);
                var harmless = clips.Where(clip => clip.Kind is "backchannel" or "noise");
                var results = await MeasureAsync(surroundings, lines, [.. claims, .. harmless], settings, cancellationToken);
                Conclude(surroundings.Output, results, claims.Count, parsed.GetValue(verbose));
            }, cancellationToken);
        });
        return command;
    }

    private static async Task<IReadOnlyList<BargeInResult>> MeasureAsync(
        Surroundings surroundings, ICallLines lines, SpeechClip[] clips, CallSettings settings, CancellationToken cancellationToken)
    {
        var measurement = new BargeInMeasurement(lines, TimeProvider.System);
        var results = new List<BargeInResult>();
        await ClipProgress.EachAsync(surroundings.ErrorConsole, clips, async clip =>
            results.Add(await measurement.MeasureAsync(clip, settings, cancellationToken)));
        return results;
    }

    private static void Conclude(TextWriter output, IReadOnlyList<BargeInResult> results, int claims, bool verbose)
    {
        foreach (var result in verbose ? results : [])
        {
            output.WriteLine($"{result.Clip.Id} {result.Clip.Kind}: {(result.Stopped ? "stopped" : result.Held ? "held" : "ignored")} "
                + $"{result.Silence?.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture)}  \"{result.Clip.Transcript}\"");
        }

        var silence = new Percentiles(results.Take(claims).Where(result => result.Silence is not null)
            .Select(result => result.Silence!.Value.TotalMilliseconds));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"interruptions {claims}, stopped {results.Take(claims).Count(result => result.Stopped)}; silence after the onset: "
            + $"p50 {silence.At(50):F0} ms, p95 {silence.At(95):F0} ms, largest {silence.Largest:F0} ms"));
        foreach (var kind in results.Skip(claims).GroupBy(result => result.Clip.Kind))
        {
            output.WriteLine($"{kind.Key}: {kind.Count()} played, false stops {kind.Count(result => result.Stopped)}, "
                + $"held for a moment {kind.Count(result => result.Held)}");
        }
    }
}
