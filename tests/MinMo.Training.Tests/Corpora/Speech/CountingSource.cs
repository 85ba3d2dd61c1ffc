using System.Runtime.CompilerServices;
using MinMo.Training.Corpora.Speech;

namespace MinMo.Training.Tests.Corpora.Speech;

/// <summary>"Speaks" constant samples that name the utterance, and remembers which shards it was asked for.</summary>
internal sealed class CountingSource : IUtteranceSource
{
    public List<int> Asked { get; } = [];

    public int StopAfterShard { get; init; } = int.MaxValue;

    public async IAsyncEnumerable<SpokenUtterance> SpeakAsync(
        CorpusShard shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked.Add(shard.Index);
        for (var at = 0; at < shard.Count; at++)
        {
            await Task.CompletedTask;
            if (shard.Index > StopAfterShard && at == 1)
            {
                throw new OperationCanceledException();
            }

            var number = shard.First + at;
            var samples = new float[10 + number];
            Array.Fill(samples, number / 32768f);
            yield return new SpokenUtterance(new Utterance { Text = $"number {number}", Speaker = "counter" }, samples);
        }
    }
}
