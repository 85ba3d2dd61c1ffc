namespace MinMo.Models.Language;

/// <summary>Runs a decoder over many lanes. A lane is one sequence: a slot in caches that are reserved when the executor
/// is made, so that a step never allocates for a longer conversation.</summary>
/// <remarks>Not safe for use by several threads: one device thread drives it.</remarks>
public interface IDecoderExecutor : IDisposable
{
    /// <summary>The decoder's sizes.</summary>
    DecoderConfiguration Configuration { get; }

    /// <summary>Slots 0 ... this - 1 exist.</summary>
    int LaneCapacity { get; }

    /// <summary>Positions that each lane can hold.</summary>
    int MaximumLength { get; }

    /// <summary>
    /// Appends each row to its lane at <see cref="LaneRow.Past"/> and computes what the row demands. What the lane held
    /// from there on is given up, so truncating a lane is a row with a smaller past and costs nothing.
    /// </summary>
    /// <param name="rows">At least one, each of another slot.</param>
    /// <returns>Valid until the next step.</returns>
    /// <exception cref="ArgumentException">A slot does not exist or occurs twice, a row is empty or wrongly sized, its
    /// past is longer than what the lane holds, or the lane would grow beyond <see cref="MaximumLength"/>.</exception>
    StepOutputs Step(ReadOnlySpan<LaneRow> rows);

    /// <summary>Makes lane <paramref name="to"/> equal to the first positions of lane <paramref name="from"/>: a fork.</summary>
    /// <exception cref="ArgumentException">A slot does not exist, or the lane does not hold that many positions.</exception>
    void CopyLane(int from, int to, int length);

    /// <summary>Copies rows of the embedding matrix, for callers that mix tokens with other embeddings.</summary>
    /// <param name="tokens">Ids below the vocabulary size.</param>
    /// <param name="destination"><c>[tokens, hidden]</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An id is outside the vocabulary.</exception>
    void Embed(ReadOnlySpan<int> tokens, Span<float> destination);
}
