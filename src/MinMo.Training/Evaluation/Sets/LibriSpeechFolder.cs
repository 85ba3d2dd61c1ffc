namespace MinMo.Training.Evaluation.Sets;

/// <summary>LibriSpeech: in each chapter's folder <c>SPEAKER-CHAPTER.trans.txt</c> with lines <c>ID WORDS</c>, and
/// <c>ID.flac</c> beside it.</summary>
internal static class LibriSpeechFolder
{
    private const string Ending = ".trans.txt";

    public static IEnumerable<RecordedSentence> Read(string folder)
        => EvaluationSet.Files(folder, Ending).SelectMany(ReadChapter);

    private static IEnumerable<RecordedSentence> ReadChapter(string list)
    {
        foreach (var line in File.ReadLines(list).Where(static line => !string.IsNullOrWhiteSpace(line)))
        {
            var (id, words) = line.Split(' ', 2) is [var first, var rest]
                ? (first, rest)
                : throw new EvaluationSetException($"'{list}': a line has no words: '{line}'");
            yield return new RecordedSentence(id, RecordingPath.Find(list, [""], id), words);
        }
    }
}
