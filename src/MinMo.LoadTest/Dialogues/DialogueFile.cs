using System.Text.Json;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Dialogues;

/// <summary>Files of dialogues: <c>{"dialogues": [{"name": ..., "moves": [...]}]}</c>, described in docs/load.md.</summary>
public static class DialogueFile
{
    private const string Resources = "MinMo.LoadTest.Dialogues.Resources.";

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    /// <summary>The dialogues that come with the tester: questions, a caller who hesitates, back-channels, barge-ins, a
    /// bystander, and a bad line.</summary>
    public static IReadOnlyList<DialogueScript> BuiltIn() => ReadResource("dialogues.json");

    /// <summary>The dialogues that come with the tester for recordings of people, whose words it does not know: no pauses
    /// inside turns, because half of a sentence would be a whole one.</summary>
    /// <param name="voices">Dialogues that need what it does not have are left out.</param>
    public static IReadOnlyList<DialogueScript> ForRecordings(RecordedVoices voices)
    {
        ArgumentNullException.ThrowIfNull(voices);
        return [.. ReadResource("recordings.json").Where(
            script => script.Moves.OfType<SpeakMove>().All(move => voices.Has(move.Role)))];
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">JSON; recordings that it names are relative to its folder.</param>
    /// <exception cref="DialogueScriptException">It is not what it should be.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<DialogueScript> Read(string path)
        => Parse(File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path))!);

    /// <summary>Reads the text of a file.</summary>
    /// <param name="json">The text.</param>
    /// <param name="folder">What recordings are relative to.</param>
    /// <exception cref="DialogueScriptException">It is not what it should be.</exception>
    public static IReadOnlyList<DialogueScript> Parse(string json, string folder)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Lenient);
            return ReadAll(new ScriptElement(document.RootElement, "", folder));
        }
        catch (JsonException problem)
        {
            throw new DialogueScriptException("the dialogues are not valid JSON: " + problem.Message, problem);
        }
    }

    private static IReadOnlyList<DialogueScript> ReadResource(string name)
    {
        using var resource = typeof(DialogueFile).Assembly.GetManifestResourceStream(Resources + name)!;
        using var reader = new StreamReader(resource);
        return Parse(reader.ReadToEnd(), folder: "");
    }

    private static List<DialogueScript> ReadAll(ScriptElement root)
    {
        root.KnowOnly("dialogues");
        var dialogues = root.Items("dialogues").Select(DialogueReader.Read).ToList();
        if (dialogues.Count == 0)
        {
            throw root.Failure("has no dialogues");
        }

        foreach (var again in dialogues.GroupBy(static dialogue => dialogue.Name).Where(static group => group.Count() > 1))
        {
            throw root.Failure($"has two dialogues named '{again.Key}'");
        }

        return dialogues;
    }
}
