namespace MinMo.Training.Corpora.Speech;

/// <summary>Makes the shards of a corpus that are still missing.</summary>
public static class SpeechCorpusBuilder
{
    /// <summary>Makes what is missing and returns when the corpus is whole.</summary>
    /// <param name="plan">Where, and how much.</param>
    /// <param name="source">Speaks.</param>
    /// <param name="progress">Told after every shard; may be null.</param>
    /// <param name="cancellationToken">Stops; the shards in work are lost, the complete ones stay.</param>
    public static async Task BuildAsync(
        SpeechCorpusPlan plan,
        IUtteranceSource source,
        IProgress<SpeechCorpusProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(source);
        Directory.CreateDirectory(plan.Folder);
        var missing = Enumerable.Range(0, plan.Shards)
            .Where(shard => !SpeechShard.Exists(plan.Folder, shard)).ToArray();
        var complete = plan.Shards - missing.Length;
        progress?.Report(new SpeechCorpusProgress(complete, plan.Shards));
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = plan.Workers,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(missing, options, async (shard, stop) =>
        {
            var spoken = new List<SpokenUtterance>();
            await foreach (var utterance in source.SpeakAsync(plan[shard], stop).ConfigureAwait(false))
            {
                spoken.Add(utterance);
            }

            SpeechShard.Write(plan.Folder, shard, spoken);
            progress?.Report(new SpeechCorpusProgress(Interlocked.Increment(ref complete), plan.Shards));
        }).ConfigureAwait(false);
    }
}
