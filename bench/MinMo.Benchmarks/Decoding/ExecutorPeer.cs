using MinMo.Models.Language;

namespace MinMo.Benchmarks.Decoding;

/// <summary>A decoder of our own.</summary>
/// <param name="name">What tables call it.</param>
/// <param name="executor">Owned.</param>
internal sealed class ExecutorPeer(string name, IDecoderExecutor executor) : IDecodingPeer
{
    private StepOutputs? _outputs;
    private int _firstLane;

    public string Name => name;

    public void Prefill(int lane, int[] tokens)
    {
        _firstLane = lane;
        _outputs = executor.Step([new LaneRow { Slot = lane, Past = 0, Tokens = tokens }]);
    }

    public void Decode(int[] tokens, int past)
    {
        _firstLane = 0;
        _outputs = executor.Step([.. tokens.Select((token, lane) => new LaneRow
        {
            Slot = lane,
            Past = past,
            Tokens = new[] { token },
        })]);
    }

    public ReadOnlySpan<float> Logits(int lane)
        => (_outputs ?? throw new InvalidOperationException("nothing was computed yet")).LastLogits(lane - _firstLane);

    public void Dispose() => executor.Dispose();
}
