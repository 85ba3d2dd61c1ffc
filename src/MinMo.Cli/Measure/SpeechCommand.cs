using System.CommandLine;
using MinMo.Abstractions.Settings;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Measure;

/// <summary><c>minmo measure speech</c>.</summary>
internal static class SpeechCommand
{
    private static readonly ReplySettings Silent = new() { MaximumTokens = 4, Spoken = false };

    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var (folder, model) = (MeasureCommand.Folder(), MeasureCommand.Model());
        var only = new Option<string?>("--only") { Description = "Ids of clips, separated by commas." };
        var verbose = new Option<bool>("--verbose") { Description = "Show each clip with errors." };
        var silent = new Option<bool>("--silent") { Description = "Answer with a few written words only: measures hearing alone, faster." };
        var command = new Command("speech", "Word errors and ends of turns on recordings of one turn each.")
        {
            folder, model, only, verbose, silent,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = new CallSettings { Bundle = parsed.GetValue(model), LockStep = true };
            settings = parsed.GetValue(silent) ? settings with { Reply = Silent } : settings;
            return MeasureCommand.RunAsync(surroundings, settings.Bundle, async lines =>
            {
                var clips = Choose(parsed.GetValue(folder)!, parsed.GetValue(only)?.Split(','));
                var results = await MeasureAsync(surroundings, lines, clips, settings, cancellationToken);
                SpeechReport.Write(surroundings.OutputConsole, results, parsed.GetValue(verbose));
            }, cancellationToken);
        });
        return command;
    }

    private static SpeechClip[] Choose(string folder, string[]? ids)
        => [.. SpeechClip.ReadAll(folder).Where(clip => ids?.Contains(clip.Id) ?? SpeechClip.TurnKinds.Contains(clip.Kind))];

    private static async Task<IReadOnlyList<ClipResult>> MeasureAsync(
        Surroundings surroundings, ICallLines lines, SpeechClip[] clips, CallSettings settings, CancellationToken cancellationToken)
    {
        var measurement = new SpeechMeasurement(lines, TimeProvider.System);
        var results = new List<ClipResult>();
        await ClipProgress.EachAsync(surroundings.ErrorConsole, clips, async clip =>
            results.Add(await measurement.MeasureAsync(clip, settings, cancellationToken)));
        return results;
    }
}
