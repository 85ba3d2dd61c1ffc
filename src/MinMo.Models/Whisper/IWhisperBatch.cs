namespace MinMo.Models.Whisper;

/// <summary>Utterances that are being written down, each with the tokens it has so far.</summary>
internal interface IWhisperBatch : IDisposable
{
    /// <summary>Appends tokens to some of the items; each attends to its own past and its own audio.</summary>
    /// <returns>Raw logits per row: <c>[wanted, vocabulary]</c> row-major. Valid until the next call, and the caller may
    /// change them.</returns>
    /// <exception cref="ArgumentException">An item would exceed the position table.</exception>
    IReadOnlyList<Memory<float>> Append(IReadOnlyList<WhisperTokens> rows);

    /// <summary>Drops an item's tokens behind the first <paramref name="length"/>.</summary>
    void Truncate(int item, int length);
}
