using System.CommandLine;
using System.Globalization;
using MinMo.Abstractions.Settings;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Measure;

/// <summary><c>minmo measure latency</c>.</summary>
internal static class LatencyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var (folder, model) = (MeasureCommand.Folder(), MeasureCommand.Model());
        var turns = new Option<int>("--turns") { Description = "Turns of each call.", DefaultValueFactory = _ => 10 };
        var calls = new Option<int>("--calls") { Description = "Calls at once.", DefaultValueFactory = _ => 1 };
        var seed = new Option<int>("--seed") { Description = "Order of the clips.", DefaultValueFactory = _ => 1 };
        var command = new Command("latency", "First audio behind the last word, in real time.")
        {
            folder, model, turns, calls, seed,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = new CallSettings { Bundle = parsed.GetValue(model) };
            return MeasureCommand.RunAsync(surroundings, settings.Bundle, async lines =>
            {
                var clips = SpeechClip.ReadAll(parsed.GetValue(folder)!).Where(clip => clip.Kind is "question" or "command").ToArray();
                var dialogues = Enumerable.Range(0, parsed.GetValue(calls))
                    .Select(call => ClipDraw.Shuffle(clips, parsed.GetValue(turns), parsed.GetValue(seed) + call));
                await surroundings.Output.WriteLineAsync(await MeasureAsync(lines, dialogues, settings, cancellationToken));
            }, cancellationToken);
        });
        return command;
    }

    private static async Task<string> MeasureAsync(
        ICallLines lines, IEnumerable<IReadOnlyList<SpeechClip>> dialogues, CallSettings settings, CancellationToken cancellationToken)
    {
        var measurement = new LatencyMeasurement(lines, TimeProvider.System);
        var results = await Task.WhenAll(dialogues.Select(clips => measurement.MeasureAsync(clips, settings, cancellationToken)));
        var first = new Percentiles(results.SelectMany(result => result.FirstAudioMs));
        return string.Create(CultureInfo.InvariantCulture,
            $"calls {results.Length}, turns answered {first.Count}, first audio after the last word: p50 {first.At(50):F0} ms, "
            + $"p95 {first.At(95):F0} ms, largest {first.Largest:F0} ms; underruns {results.Sum(result => result.Underruns)}");
    }
}
