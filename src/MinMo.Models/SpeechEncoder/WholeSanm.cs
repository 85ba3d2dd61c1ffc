using static TorchSharp.torch;

namespace MinMo.Models.SpeechEncoder;

/// <summary>Which rows the rows of a batch of whole utterances see, with gradients: shorter ones are padded on the right.
/// Streams are graphs (<see cref="SanmGraph"/>).</summary>
public sealed class WholeSanm : IDisposable
{
    private readonly Tensor? _mask;
    private readonly Tensor? _valid;

    /// <summary>Prepares for a batch.</summary>
    /// <param name="lengths">Rows of each utterance.</param>
    /// <param name="rows">Rows of the batch, at least the longest.</param>
    /// <param name="chunks">What a row sees of its chunk and of earlier ones; null for everything.</param>
    /// <param name="device">Where the model is; null for the CPU.</param>
    public WholeSanm(ReadOnlySpan<int> lengths, int rows, ChunkView? chunks = null, Device? device = null)
    {
        using var scope = NewDisposeScope();
        var positions = arange(rows);
        var padded = MemoryOf(lengths).Any(length => length < rows);
        if (padded)
        {
            var real = positions.unsqueeze(0) < tensor(lengths.ToArray()).unsqueeze(1); // [b, t]
            _valid = real.to(float32).unsqueeze(2).to(device ?? CPU).DetachFromDisposeScope(); // [b, t, 1]
        }

        if (padded || chunks is not null)
        {
            _mask = MaskOf(positions, padded ? lengths : [], chunks, device ?? CPU).DetachFromDisposeScope();
        }
    }

    /// <summary>What is added to the attention scores, <c>[b or 1, 1, t, t]</c>: minus infinity where a row is not seen;
    /// null where all rows see all.</summary>
    public Tensor? Mask => _mask;

    /// <summary>One for real rows, zero for padding, <c>[b, t, 1]</c>; null if there is none.</summary>
    public Tensor? Valid => _valid;

    /// <inheritdoc/>
    public void Dispose()
    {
        _mask?.Dispose();
        _valid?.Dispose();
    }

    private static int[] MemoryOf(ReadOnlySpan<int> lengths) => lengths.ToArray();

    // A row that sees nothing else sees itself, or its softmax would have nothing to divide by. Where all rows see all,
    // padded ones see the real ones, as in FunASR.
    private static Tensor MaskOf(Tensor positions, ReadOnlySpan<int> lengths, ChunkView? chunks, Device device)
    {
        var (query, key) = (positions.unsqueeze(1), positions.unsqueeze(0)); // [t, 1], [1, t]
        var seen = ones(positions.shape[0], positions.shape[0], @bool);
        if (chunks is { } view)
        {
            var (queryChunk, keyChunk) = (query.div(view.Rows, RoundingMode.floor), key.div(view.Rows, RoundingMode.floor));
            seen = (keyChunk <= queryChunk) & (keyChunk >= queryChunk - view.Left);
        }

        seen = seen.unsqueeze(0); // [1, t, t]
        if (!lengths.IsEmpty)
        {
            var real = tensor(lengths.ToArray()).view(-1, 1, 1); // [b, 1, 1]
            var alone = chunks is null ? query.eq(key) & real.eq(0) : query.eq(key).unsqueeze(0);
            seen = (seen & (key.unsqueeze(0) < real)) | alone; // [b, t, t]
        }

        return zeros(seen.shape, float32).masked_fill(~seen, float.NegativeInfinity).unsqueeze(1).to(device);
    }
}
