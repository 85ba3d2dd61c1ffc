namespace MinMo.Benchmarks.Decoding;

/// <summary>Something that decodes many sequences at once, whoever made it.</summary>
internal interface IDecodingPeer : IDisposable
{
    /// <summary>What tables call it.</summary>
    string Name { get; }

    /// <summary>Empties a lane and appends <paramref name="tokens"/> to it; the logits of the last one are computed.</summary>
    void Prefill(int lane, int[] tokens);

    /// <summary>Appends a token to each of the first lanes, behind their first <paramref name="past"/> positions; the logits of
    /// all of them are computed.</summary>
    void Decode(int[] tokens, int past);

    /// <summary>Logits of a lane after the latest call, which had it; valid until the next.</summary>
    ReadOnlySpan<float> Logits(int lane);
}
