namespace MinMo.Training.Corpora.Speech;

/// <summary>Makes the utterances of a corpus, one shard at a time.</summary>
public interface IUtteranceSource
{
    /// <summary>Makes one shard. The same shard is the same each time, whatever was made before: so a corpus can be
    /// resumed. Called for several shards at once.</summary>
    /// <param name="shard">Which.</param>
    /// <param name="cancellationToken">Gives up between two utterances.</param>
    IAsyncEnumerable<SpokenUtterance> SpeakAsync(CorpusShard shard, CancellationToken cancellationToken);
}
