namespace MinMo.Training.Corpora.Speech;

/// <summary>Makes the shards of a corpus that are still missing.</summary>
public static class SpeechCorpusBuilder
{
    /// <summary>Makes what is missing and returns when the corpus is whole.</summary>
    /// <param name="plan">Where, and how much.</param>
    /// <param name="source">Speaks.</param>
    /// <param name="progress">Told after every shard; may be null.</param>
    /// <param name="cancellationToken">Stops; the shards in work are lost, the complete ones stay.</param>
    public static Task BuildAsync(
        SpeechCorpusPlan plan,
        IUtteranceSource source,
        IProgress<SpeechCorpusProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(source);
        return new ShardedBuild<Utterance>(plan, (shard, stop) => source.SpeakAsync(shard, stop)
            .Select(static spoken => (spoken.Description, spoken.Samples))).RunAsync(progress, cancellationToken);
    }
}
