namespace MinMo.Training.Corpora.Speech;

/// <summary>How large a corpus gets and how it is cut.</summary>
/// <param name="Folder">Where the shards go.</param>
/// <param name="Utterances">In all.</param>
public sealed record SpeechCorpusPlan(string Folder, int Utterances)
{
    /// <summary>A shard is written when it is whole, so this is what an interrupted run loses and what training waits
    /// for. Default: 250, about eight minutes of speech.</summary>
    public int UtterancesPerShard { get; init; } = 250;

    /// <summary>Shards made at the same time.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Shards of the whole corpus.</summary>
    public int Shards => (Utterances + UtterancesPerShard - 1) / UtterancesPerShard;

    internal CorpusShard this[int shard]
        => new(shard, shard * UtterancesPerShard, Math.Min(UtterancesPerShard, Utterances - (shard * UtterancesPerShard)));
}
