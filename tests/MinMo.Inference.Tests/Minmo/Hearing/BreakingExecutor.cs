using MinMo.Models.Language;

namespace MinMo.Inference.Tests.Minmo.Hearing;

/// <summary>A decoder that fails at some of its steps, before it has done anything.</summary>
/// <param name="decoder">Decodes; stays the caller's.</param>
/// <param name="failures">Which steps fail, counted from 1, in order; a failed step counts.</param>
internal sealed class BreakingExecutor(IDecoderExecutor decoder, int[] failures) : IDecoderExecutor
{
    private int _steps;

    /// <summary>How often it failed.</summary>
    public int Failures { get; private set; }

    public DecoderConfiguration Configuration => decoder.Configuration;

    public int LaneCapacity => decoder.LaneCapacity;

    public int MaximumLength => decoder.MaximumLength;

    public StepOutputs Step(ReadOnlySpan<LaneRow> rows)
    {
        _steps++;
        if (Failures < failures.Length && _steps == failures[Failures])
        {
            Failures++;
            throw new ToldToException();
        }

        return decoder.Step(rows);
    }

    public void CopyLane(int from, int to, int length) => decoder.CopyLane(from, to, length);

    public void Embed(ReadOnlySpan<int> tokens, Span<float> destination) => decoder.Embed(tokens, destination);

    public void Dispose()
    {
        // The decoder is not this one's.
    }

    /// <summary>The failure.</summary>
    internal sealed class ToldToException() : InvalidOperationException("the decoder was told to fail");
}
