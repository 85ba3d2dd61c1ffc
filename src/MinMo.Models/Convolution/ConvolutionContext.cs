using static TorchSharp.torch;

namespace MinMo.Models.Convolution;

/// <summary>What convolutions over time see beside the frames of this pass. Layers are free of state: the frames that a
/// call has left behind live here.</summary>
public abstract class ConvolutionContext
{
    /// <summary>Whole sequences from their first to their last frame, zeros around them; with gradients.</summary>
    public static ConvolutionContext Whole { get; } = new WholeSequences();

    /// <summary>Puts the frames that a convolution needs around those of this pass.</summary>
    /// <param name="x"><c>[b, c, t]</c>.</param>
    /// <param name="past">Frames that the convolution sees before a frame.</param>
    /// <param name="ahead">Frames that it sees after a frame.</param>
    /// <returns><c>[b, c, past + m + ahead]</c>; m is t for whole sequences, and for a stream the number of frames whose
    /// look-ahead has come by now.</returns>
    public abstract Tensor Around(Tensor x, int past, int ahead);

    /// <summary>Tells that each frame has become <paramref name="factor"/> frames.</summary>
    public abstract void Repeat(int factor);

    private sealed class WholeSequences : ConvolutionContext
    {
        public override Tensor Around(Tensor x, int past, int ahead) => nn.functional.pad(x, [past, ahead]);

        public override void Repeat(int factor)
        {
        }
    }
}
