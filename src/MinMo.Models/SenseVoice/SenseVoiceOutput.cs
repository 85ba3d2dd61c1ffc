namespace MinMo.Models.SenseVoice;

/// <summary>What the CTC head gave.</summary>
/// <param name="Logits"><c>[items, rows, vocabulary]</c>, without softmax; rows behind an item's length mean nothing.</param>
/// <param name="Rows">Rows of the batch, the four of the queries included.</param>
/// <param name="Vocabulary">Pieces that can be emitted.</param>
/// <param name="Lengths">Rows of each item, the four of the queries included.</param>
public sealed record SenseVoiceOutput(float[] Logits, int Rows, int Vocabulary, IReadOnlyList<int> Lengths)
{
    /// <summary>The rows of an item, without those behind its length: <c>[length, vocabulary]</c>.</summary>
    public ReadOnlyMemory<float> ItemLogits(int item)
        => Logits.AsMemory(item * Rows * Vocabulary, Lengths[item] * Vocabulary);
}
