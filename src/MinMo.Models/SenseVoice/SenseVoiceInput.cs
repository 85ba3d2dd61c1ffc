namespace MinMo.Models.SenseVoice;

/// <summary>A batch for the encoder.</summary>
/// <param name="Values"><c>[items, rows, row width]</c>, zeros behind an item's length.</param>
/// <param name="Rows">Rows of the batch.</param>
/// <param name="Lengths">Rows of each item.</param>
/// <param name="Queries">What each item is asked.</param>
public sealed record SenseVoiceInput(
    float[] Values, int Rows, IReadOnlyList<int> Lengths, IReadOnlyList<SenseVoiceQuery> Queries)
{
    /// <summary>Items of the batch.</summary>
    public int Count => Lengths.Count;
}
