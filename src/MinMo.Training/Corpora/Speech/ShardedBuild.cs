namespace MinMo.Training.Corpora.Speech;

/// <summary>Makes the shards of a folder that are missing, several at once.</summary>
/// <param name="plan">Where, and how much.</param>
/// <param name="record">Makes the recordings of a shard, the same each time.</param>
internal sealed class ShardedBuild<T>(
    SpeechCorpusPlan plan, Func<CorpusShard, CancellationToken, IAsyncEnumerable<(T Description, float[] Samples)>> record)
    where T : IPlacedRecording<T>
{
    private int _complete;

    internal async Task RunAsync(IProgress<SpeechCorpusProgress>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(plan.Folder);
        var missing = Enumerable.Range(0, plan.Shards)
            .Where(shard => !RecordingShard<T>.Exists(plan.Folder, shard)).ToArray();
        _complete = plan.Shards - missing.Length;
        progress?.Report(new SpeechCorpusProgress(_complete, plan.Shards));
        var options = new ParallelOptions { MaxDegreeOfParallelism = plan.Workers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(missing, options, async (shard, stop) =>
        {
            await MakeAsync(shard, stop).ConfigureAwait(false);
            progress?.Report(new SpeechCorpusProgress(Interlocked.Increment(ref _complete), plan.Shards));
        }).ConfigureAwait(false);
    }

    private async Task MakeAsync(int shard, CancellationToken cancellationToken)
    {
        var recorded = new List<(T, float[])>();
        await foreach (var recording in record(plan[shard], cancellationToken).ConfigureAwait(false))
        {
            recorded.Add(recording);
        }

        RecordingShard<T>.Write(plan.Folder, shard, recorded);
    }
}
