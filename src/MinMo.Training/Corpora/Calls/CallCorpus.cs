using MinMo.Training.Corpora.Speech;

namespace MinMo.Training.Corpora.Calls;

/// <summary>Simulated calls in a folder of shards, read like a <see cref="SpeechCorpus"/>.</summary>
public sealed class CallCorpus : IDisposable
{
    private readonly RecordingFolder<SimulatedCall> _folder;

    private CallCorpus(string folder) => _folder = new RecordingFolder<SimulatedCall>(folder);

    /// <summary>All calls of the complete shards, in order.</summary>
    public IReadOnlyList<SimulatedCall> Calls => _folder.Recordings;

    /// <summary>How long all of it lasts.</summary>
    public TimeSpan Duration => _folder.Duration;

    /// <summary>Opens the complete shards of a folder; none is fine.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    /// <exception cref="InvalidDataException">A shard is damaged.</exception>
    public static CallCorpus Open(string folder) => new(folder);

    /// <summary>Makes the calls that are missing.</summary>
    /// <param name="plan">Where, and how many calls.</param>
    /// <param name="source">Simulates them.</param>
    /// <param name="progress">Told after every shard; may be null.</param>
    /// <param name="cancellationToken">Stops; complete shards stay.</param>
    public static Task BuildAsync(
        SpeechCorpusPlan plan,
        CallSource source,
        IProgress<SpeechCorpusProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(source);
        return new ShardedBuild<SimulatedCall>(plan, source.MakeAsync).RunAsync(progress, cancellationToken);
    }

    /// <summary>The caller's channel of a call, valid until the corpus is disposed.</summary>
    /// <param name="index">Of <see cref="Calls"/>.</param>
    public ReadOnlySpan<short> Samples(int index) => _folder.Samples(index);

    /// <inheritdoc />
    public void Dispose() => _folder.Dispose();
}
