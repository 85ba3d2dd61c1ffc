using MinMo.Cli.Measure;
using MinMo.LoadTest.Dialogues;
using MinMo.LoadTest.Speech;

namespace MinMo.Cli.Load;

/// <summary>Which dialogues are played, and who speaks them.</summary>
internal static class CallerVoiceChoice
{
    // Each voice speaks each dialogue once; a few are enough for calls to differ.
    private const int VoicesOfEach = 4;
    private const int RecordedDraws = 8;

    /// <summary>Makes all speech.</summary>
    /// <exception cref="ArgumentException">There is no dialogue of a name, or nothing to speak with.</exception>
    public static Task<Repertoire> PrepareAsync(LoadOptions options, CancellationToken cancellationToken)
    {
        var recorded = options.Speech is { } folder ? OpenRecordings(folder) : null;
        var scripts = options.Dialogues is { } file
            ? DialogueFile.Read(file)
            : recorded is null ? DialogueFile.BuiltIn() : DialogueFile.ForRecordings(recorded);
        foreach (string name in options.Only.Where(name => scripts.All(script => script.Name != name)))
        {
            throw new ArgumentException(
                $"there is no dialogue '{name}'; there are {string.Join(", ", scripts.Select(static script => script.Name))}");
        }

        DialogueScript[] chosen =
            [.. scripts.Where(script => options.Only.Count == 0 || options.Only.Contains(script.Name))];
        return new DialogueRehearsal(
            (ICallerVoice?)recorded ?? new SynthesizedVoices(), recorded is null ? VoicesOfEach : RecordedDraws, options.Seed)
            .PrepareAsync(chosen, cancellationToken);
    }

    private static RecordedVoices OpenRecordings(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"--speech: there is no folder {folder}");
        }

        return File.Exists(Path.Combine(folder, "clips.tsv"))
            ? new RecordedVoices(
                SpeechClip.ReadAll(folder).Where(static clip => RoleOf(clip.Kind) is not null)
                    .Select(static clip => (RoleOf(clip.Kind)!.Value, clip.Path)),
                folder)
            : RecordedVoices.Open(folder);
    }

    // Sentences that are read and digits want no answer in particular; questions and commands do.
    private static SpeechRole? RoleOf(string kind) => kind switch
    {
        "question" or "command" => SpeechRole.Turn,
        "backchannel" => SpeechRole.BackChannel,
        "noise" => SpeechRole.Background,
        _ => null,
    };
}
