using Microsoft.Extensions.Options;
using MinMo.Audio.Files;
using MinMo.Cli.Talk;
using MinMo.LoadTest.Capacity;
using MinMo.LoadTest.Dialogues;
using MinMo.Models.Bundles;
using MinMo.Models.Bundles.Hub;
using MinMo.Models.Checkpoints;
using MinMo.Models.Phonemes;
using MinMo.Models.Piper;
using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Evaluation.Sets;

namespace MinMo.Cli;

/// <summary>Turns what must be expected to go wrong into one line on standard error and an exit code.</summary>
internal static class Complaints
{
    /// <summary>Runs a command.</summary>
    /// <param name="surroundings">Where to complain.</param>
    /// <param name="command">Its name, put in front of the line.</param>
    /// <param name="run">What it does.</param>
    public static async Task<int> GuardAsync(Surroundings surroundings, string command, Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception problem) when (ExitCodeOf(problem) is { } code)
        {
            await surroundings.Error.WriteLineAsync($"minmo {command}: {problem.Message.ReplaceLineEndings(" ")}");
            return code;
        }
    }

    private static int? ExitCodeOf(Exception problem) => problem switch
    {
        ArgumentException or BundleNotInstalledException or DirectoryNotFoundException => ExitCodes.BadInput,
        BundleFormatException or HubException or IOException or UnauthorizedAccessException or InsufficientMemoryException => ExitCodes.Failed,
        CheckpointFormatException or PiperFormatException or PhonemizerException or NotSupportedException => ExitCodes.Failed,
        TalkException or AudioFormatException => ExitCodes.Failed,
        EvaluationSetException or DialogueScriptException or ServiceLevelException => ExitCodes.BadInput,
        OptionsValidationException => ExitCodes.BadInput,
        SpeechProgramException => ExitCodes.Failed,
        OperationCanceledException => ExitCodes.Failed,
        _ => null,
    };
}
