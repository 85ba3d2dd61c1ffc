namespace MinMo.Training.Evaluation.Sets;

/// <summary>
/// A user's data for measuring, in the layouts in which the paper's test sets come: LibriSpeech folders
/// (<c>*.trans.txt</c> beside FLAC), Fleurs (<c>dev.tsv</c> without a header) and Common Voice (TSV with <c>path</c> and
/// <c>sentence</c>), our own <c>clips.tsv</c>, and calls of two channels with an RTTM file or a TextGrid of the same name.
/// </summary>
public sealed class EvaluationSet
{
    private EvaluationSet(IReadOnlyList<RecordedSentence> sentences, IReadOnlyList<RecordedCall> calls)
    {
        Sentences = sentences;
        Calls = calls;
    }

    /// <summary>Recorded sentences, in the set's order.</summary>
    public IReadOnlyList<RecordedSentence> Sentences { get; }

    /// <summary>Recorded calls, by name.</summary>
    public IReadOnlyList<RecordedCall> Calls { get; }

    /// <summary>Finds what is in a folder and in those below it.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="EvaluationSetException">It has none of the layouts, or one of them is broken.</exception>
    public static EvaluationSet Open(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"there is no folder '{folder}'");
        }

        var calls = CallFolder.Read(folder);
        RecordedSentence[] sentences = [.. LibriSpeechFolder.Read(folder), .. SentenceLists.Read(folder)];
        return sentences.Length + calls.Count > 0
            ? new EvaluationSet(sentences, calls)
            : throw new EvaluationSetException(
                $"'{folder}' has none of the known layouts: *.trans.txt with FLAC (LibriSpeech), a TSV with its audio (Fleurs, "
                + "Common Voice, clips.tsv), or two-channel audio with an .rttm or .TextGrid of the same name");
    }

    /// <summary>The files below a folder whose names end in a certain way, in a fixed order.</summary>
    internal static IEnumerable<string> Files(string folder, string ending)
        => Directory.EnumerateFiles(folder, "*" + ending, SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
