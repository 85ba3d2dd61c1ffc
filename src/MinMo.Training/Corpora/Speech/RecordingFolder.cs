namespace MinMo.Training.Corpora.Speech;

/// <summary>The complete shards of a folder, in order, up to the first that is missing: so the number of a recording
/// never changes its meaning.</summary>
internal sealed class RecordingFolder<T> : IDisposable
    where T : IPlacedRecording<T>
{
    private readonly string _folder;
    private readonly List<RecordingShard<T>> _shards = [];
    private readonly List<T> _recordings = [];
    private readonly List<int> _shardOf = [];

    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">A shard is damaged.</exception>
    internal RecordingFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"there is no corpus at '{folder}'; make it first");
        }

        _folder = folder;
        Refresh();
    }

    internal IReadOnlyList<T> Recordings => _recordings;

    internal int ShardCount => _shards.Count;

    internal TimeSpan Duration { get; private set; }

    public void Dispose() => _shards.ForEach(static shard => shard.Dispose());

    /// <summary>Adds the shards that have been completed since, and tells how many recordings are new.</summary>
    internal int Refresh()
    {
        var before = _recordings.Count;
        while (RecordingShard<T>.Exists(_folder, _shards.Count))
        {
            var shard = RecordingShard<T>.Open(_folder, _shards.Count);
            _shardOf.AddRange(Enumerable.Repeat(_shards.Count, shard.Recordings.Count));
            _shards.Add(shard);
            _recordings.AddRange(shard.Recordings);
            var samples = shard.Recordings.Sum(static recording => (long)recording.SampleCount);
            Duration += TimeSpan.FromSeconds((double)samples / SpeechCorpus.SampleRate);
        }

        return _recordings.Count - before;
    }

    internal ReadOnlySpan<short> Samples(int index) => _shards[_shardOf[index]].Samples(_recordings[index]);
}
