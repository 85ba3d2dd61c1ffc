namespace MinMo.Training.Corpora.Speech;

/// <summary>Recorded utterances in a folder of shards, read through the memory map. It may still be growing:
/// <see cref="Refresh"/> sees shards that were finished since. Not safe for use during a refresh, else for concurrent
/// use.</summary>
public sealed class SpeechCorpus : IDisposable
{
    /// <summary>Samples a second of every corpus.</summary>
    public const int SampleRate = 16_000;

    private readonly string _folder;
    private readonly List<SpeechShard> _shards = [];
    private readonly List<Utterance> _utterances = [];
    private readonly List<int> _shardOf = [];

    private SpeechCorpus(string folder) => _folder = folder;

    /// <summary>All utterances of the complete shards, in order. An index never changes its meaning: shards count from
    /// the first up to the first that is missing.</summary>
    public IReadOnlyList<Utterance> Utterances => _utterances;

    /// <summary>Complete shards.</summary>
    public int ShardCount => _shards.Count;

    /// <summary>How long all of it lasts.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>Opens the complete shards of a folder; none is fine.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">A shard is damaged.</exception>
    public static SpeechCorpus Open(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"there is no speech corpus at '{folder}'; make it first");
        }

        var corpus = new SpeechCorpus(folder);
        corpus.Refresh();
        return corpus;
    }

    /// <summary>Adds the shards that have been completed since.</summary>
    /// <returns>How many utterances are new.</returns>
    /// <exception cref="InvalidDataException">A shard is damaged.</exception>
    public int Refresh()
    {
        var before = _utterances.Count;
        while (SpeechShard.Exists(_folder, _shards.Count))
        {
            var shard = SpeechShard.Open(_folder, _shards.Count);
            _shardOf.AddRange(Enumerable.Repeat(_shards.Count, shard.Utterances.Count));
            _shards.Add(shard);
            _utterances.AddRange(shard.Utterances);
            Duration += TimeSpan.FromSeconds(
                shard.Utterances.Sum(static utterance => (double)utterance.SampleCount) / SampleRate);
        }

        return _utterances.Count - before;
    }

    /// <summary>The samples of one utterance, straight from the file; valid until the corpus is disposed.</summary>
    /// <param name="index">Of <see cref="Utterances"/>.</param>
    public ReadOnlySpan<short> Samples(int index) => _shards[_shardOf[index]].Samples(_utterances[index]);

    /// <inheritdoc />
    public void Dispose() => _shards.ForEach(static shard => shard.Dispose());
}
