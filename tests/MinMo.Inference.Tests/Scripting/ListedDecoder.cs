using MinMo.Models.Language;

namespace MinMo.Inference.Tests.Scripting;

/// <summary>A decoder without a model: its cache is the tokens themselves.</summary>
internal sealed class ListedDecoder(int lanes, int length) : IDecoderExecutor
{
    private readonly int[][] _cache = [.. Enumerable.Range(0, lanes).Select(_ => new int[length])];

    /// <summary>Copies made, as source, copy and positions.</summary>
    public List<(int From, int To, int Length)> Copies { get; } = [];

    public DecoderConfiguration Configuration { get; } = new()
    {
        HiddenSize = 2,
        LayerCount = 1,
        HeadCount = 1,
        KeyValueHeadCount = 1,
        HeadSize = 2,
        FeedForwardSize = 2,
        VocabularySize = 256,
        NormEpsilon = 1e-6,
        Rotary = new RotaryConfiguration(10_000),
    };

    public int LaneCapacity => lanes;

    public int MaximumLength => length;

    public StepOutputs Step(ReadOnlySpan<LaneRow> rows)
    {
        foreach (var row in rows)
        {
            row.Tokens.Span.CopyTo(_cache[row.Slot].AsSpan(row.Past));
        }

        // Whoever demands nothing looks at no outputs.
        return null!;
    }

    public void CopyLane(int from, int to, int length)
    {
        Copies.Add((from, to, length));
        _cache[from].AsSpan(0, length).CopyTo(_cache[to]);
    }

    public void Embed(ReadOnlySpan<int> tokens, Span<float> destination) => destination.Clear();

    public string TextOf(int slot, int count) => new([.. _cache[slot].Take(count).Select(static token => (char)token)]);

    public void Dispose()
    {
        // Nothing is held.
    }
}
