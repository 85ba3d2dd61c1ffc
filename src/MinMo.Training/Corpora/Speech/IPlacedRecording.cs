namespace MinMo.Training.Corpora.Speech;

/// <summary>A description of recorded samples that knows where in its shard they lie.</summary>
internal interface IPlacedRecording<TSelf>
{
    /// <summary>First sample in the shard.</summary>
    long Offset { get; }

    /// <summary>How many samples.</summary>
    int SampleCount { get; }

    /// <summary>The same recording at another place.</summary>
    TSelf PlacedAt(long offset, int sampleCount);
}
