namespace MinMo.ClusterTrials.Hops;

/// <summary>Takes the messages of one stream and notes how long each was under way; lives where it is first asked.</summary>
public interface IHopConsumerGrain : IGrainWithStringKey
{
    /// <summary>Begins to listen.</summary>
    /// <param name="provider">The stream provider; the stream's key is the grain's.</param>
    Task SubscribeAsync(string provider);

    /// <summary>What came since the last time: when it was sent and when it came, in ticks of the machine's clock.</summary>
    Task<long[][]> CollectAsync();
}
