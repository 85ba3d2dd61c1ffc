namespace MinMo.PeerTrials.Hearing;

/// <summary>Something that recognizes speech, whoever made it.</summary>
internal interface IHearingPeer : IAsyncDisposable
{
    /// <summary>What tables call it.</summary>
    string Name { get; }

    /// <summary>The words of an utterance, 16 kHz, at most 30 s.</summary>
    Task<string> RecognizeAsync(float[] samples);
}
