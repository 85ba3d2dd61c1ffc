namespace MinMo.Training.Corpora.Speech;

/// <summary>Recorded utterances in a folder of shards, read through the memory map. It may still be growing:
/// <see cref="Refresh"/> sees shards that were finished since. Not safe for use during a refresh, else for concurrent
/// use.</summary>
public sealed class SpeechCorpus : IDisposable
{
    /// <summary>Samples a second of every corpus.</summary>
    public const int SampleRate = 16_000;

    private readonly RecordingFolder<Utterance> _folder;

    private SpeechCorpus(string folder) => _folder = new RecordingFolder<Utterance>(folder);

    /// <summary>All utterances of the complete shards, in order. An index never changes its meaning: shards count from
    /// the first up to the first that is missing.</summary>
    public IReadOnlyList<Utterance> Utterances => _folder.Recordings;

    /// <summary>Complete shards.</summary>
    public int ShardCount => _folder.ShardCount;

    /// <summary>How long all of it lasts.</summary>
    public TimeSpan Duration => _folder.Duration;

    /// <summary>Opens the complete shards of a folder; none is fine.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">A shard is damaged.</exception>
    public static SpeechCorpus Open(string folder) => new(folder);

    /// <summary>Adds the shards that have been completed since.</summary>
    /// <returns>How many utterances are new.</returns>
    /// <exception cref="InvalidDataException">A shard is damaged.</exception>
    public int Refresh() => _folder.Refresh();

    /// <summary>The samples of one utterance, straight from the file; valid until the corpus is disposed.</summary>
    /// <param name="index">Of <see cref="Utterances"/>.</param>
    public ReadOnlySpan<short> Samples(int index) => _folder.Samples(index);

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
