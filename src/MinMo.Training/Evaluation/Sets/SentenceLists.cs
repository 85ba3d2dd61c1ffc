namespace MinMo.Training.Evaluation.Sets;

/// <summary>Lists of sentences separated by tabs: Common Voice (<c>path</c>, <c>sentence</c>; audio in <c>clips</c>), our
/// own (<c>id</c>, <c>file</c>, <c>transcript</c>) and Fleurs (no header: id, file, raw transcription, transcription,
/// ...; audio in <c>audio/SPLIT</c> or <c>SPLIT</c>).</summary>
internal static class SentenceLists
{
    private static readonly string[] CommonVoiceFolders = ["clips", ""];

    // One sentence a clip, as far as our own lists tell; noise has no words.
    private static readonly string[] OwnFolders = [""];

    public static IEnumerable<RecordedSentence> Read(string folder)
        => EvaluationSet.Files(folder, ".tsv").SelectMany(static list => ReadList(list, [.. File.ReadLines(list)
            .Where(static line => line.Length > 0).Select(static line => line.Split('\t'))]));

    private static IEnumerable<RecordedSentence> ReadList(string list, IReadOnlyList<string[]> lines)
    {
        if (lines.Count == 0)
        {
            return [];
        }

        var head = lines[0];
        if (head.Contains("path") && head.Contains("sentence"))
        {
            return Select(list, lines, CommonVoiceFolders, "path", "sentence");
        }

        if (head.Contains("file") && head.Contains("transcript"))
        {
            return Select(list, lines, OwnFolders, "file", "transcript");
        }

        return IsFleurs(head) ? lines.Select(line => ReadFleurs(list, line)) : [];
    }

    // Common Voice has other lists without audio beside it: validated_sentences.tsv and the like have no path column.
    private static IEnumerable<RecordedSentence> Select(
        string list, IReadOnlyList<string[]> lines, IReadOnlyList<string> folders, string file, string words)
    {
        var (fileAt, wordsAt) = (Array.IndexOf(lines[0], file), Array.IndexOf(lines[0], words));
        foreach (var fields in lines.Skip(1))
        {
            if (fields.Length <= Math.Max(fileAt, wordsAt))
            {
                throw new EvaluationSetException($"'{list}': a line has {fields.Length} of {lines[0].Length} columns");
            }

            if (fields[wordsAt].Length > 0)
            {
                yield return new RecordedSentence(
                    Path.GetFileNameWithoutExtension(fields[fileAt]), RecordingPath.Find(list, folders, fields[fileAt]), fields[wordsAt]);
            }
        }
    }

    private static bool IsFleurs(string[] fields)
        => fields.Length >= 4 && int.TryParse(fields[0], out _) && Path.GetExtension(fields[1]) == ".wav";

    private static RecordedSentence ReadFleurs(string list, string[] fields)
    {
        if (!IsFleurs(fields))
        {
            throw new EvaluationSetException($"'{list}': '{string.Join(' ', fields)}' is no line of Fleurs");
        }

        var split = Path.GetFileNameWithoutExtension(list);
        return new RecordedSentence(
            Path.GetFileNameWithoutExtension(fields[1]),
            RecordingPath.Find(list, [Path.Combine("audio", split), split, ""], fields[1]), fields[3]);
    }
}
