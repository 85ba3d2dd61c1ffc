using System.CommandLine;
using MinMo.Audio.Files;
using MinMo.Gateways.Calls;
using Spectre.Console;

namespace MinMo.Cli.Talk;

/// <summary><c>minmo talk</c>: a whole call without a browser, from recordings.</summary>
internal static class TalkCommand
{
    private const string Description = """
        Play recordings of a caller into the engine and record the call.

        Examples:
          minmo talk question.wav -o call.wav
          minmo talk first.wav second.flac -o call.wav --system "You answer the phone of a bakery."
          minmo talk question.wav stop.wav@5.5 --overlap -o call.wav
          minmo talk question.wav --fast --json
        """;

    /// <summary>Makes the command.</summary>
    /// <param name="runWith">Given an adapter (null: the default one): starts an engine with a bundle (null: the default
    /// one), hands its lines over, stops it.</param>
    public static Command Create(Func<string?, Func<string?, Func<ICallLines, Task<int>>, CancellationToken, Task<int>>> runWith)
    {
        var files = new Argument<string[]>("recordings")
        {
            Description = "WAV or FLAC files, any rate, any channel count; FILE@SECONDS starts at a time of its own.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<string?>("--output", "-o") { Description = "Stereo WAV: left caller, right agent." };
        var picture = new Option<string?>("--picture") { Description = "Timeline as PNG; beside the output by default." };
        var bundle = new Option<string?>("--model", "-m") { Description = "Bundle that answers." };
        var system = new Option<string?>("--system") { Description = "System prompt." };
        var overlap = new Option<bool>("--overlap")
        {
            Description = "Start each recording when the one before ends, without waiting for the agent (barge-in).",
        };
        var fast = new Option<bool>("--fast")
        {
            Description = "Run as fast as the machine allows, on the sample clock: computing takes no time on it.",
        };
        var adapter = new Option<string?>("--adapter") { Description = Surroundings.AboutAdapter };
        var json = new Option<bool>("--json") { Description = "One JSON object a line, a summary at the end." };
        var command = new Command("talk", Description) { files, output, picture, bundle, system, overlap, fast, adapter, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!TryRead(parsed.GetValue(files)!, out var recordings))
            {
                return ExitCodes.BadInput;
            }

            string? outputPath = parsed.GetValue(output);
            var options = new TalkOptions(
                recordings, outputPath, parsed.GetValue(picture) ?? PictureFor(outputPath), parsed.GetValue(bundle),
                parsed.GetValue(system), parsed.GetValue(overlap), parsed.GetValue(fast), parsed.GetValue(json));
            return await runWith(parsed.GetValue(adapter))(options.Bundle, lines => TalkAsync(options, lines, cancellationToken), cancellationToken);
        });
        return command;
    }

    private static string? PictureFor(string? output) => output is null ? null : Path.ChangeExtension(output, ".png");

    private static bool TryRead(string[] arguments, out List<TalkRecording> recordings)
    {
        recordings = [];
        foreach (string argument in arguments)
        {
            try
            {
                recordings.Add(TalkRecording.Read(argument));
            }
            catch (Exception problem) when (problem is AudioFormatException or IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine($"minmo talk: {problem.Message}");
                return false;
            }
        }

        return true;
    }

    private static async Task<int> TalkAsync(TalkOptions options, ICallLines lines, CancellationToken cancellationToken)
    {
        try
        {
            await new TalkRun(options, lines, TimeProvider.System)
                .RunAsync(Console.Out, AnsiConsole.Console, cancellationToken);
            return ExitCodes.Success;
        }
        catch (Exception problem) when (problem is TalkException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"minmo talk: {problem.Message}");
            return ExitCodes.Failed;
        }
    }
}
