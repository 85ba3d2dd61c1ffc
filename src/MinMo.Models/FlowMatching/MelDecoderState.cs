using MinMo.Models.Convolution;

namespace MinMo.Models.FlowMatching;

/// <summary>What the decoder remembers of one stream. A new state is the start of an utterance.</summary>
public sealed class MelDecoderState : IDisposable
{
    private readonly List<(ConvolutionState Guided, ConvolutionState Unguided)> _steps = [];

    /// <summary>Frames that the stream has got.</summary>
    public long Frames { get; private set; }

    /// <summary>What the prior's convolutions remember.</summary>
    internal ConvolutionState Prior { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Prior.Dispose();
        foreach (var (guided, unguided) in _steps)
        {
            guided.Dispose();
            unguided.Dispose();
        }
    }

    /// <summary>What the estimator's convolutions remember at one step of the solver.</summary>
    internal ConvolutionState Estimator(int step, bool guided)
    {
        while (_steps.Count <= step)
        {
            _steps.Add((new ConvolutionState(), new ConvolutionState()));
        }

        return guided ? _steps[step].Guided : _steps[step].Unguided;
    }

    internal void Advance(int frames) => Frames += frames;
}
