using static TorchSharp.torch;

namespace MinMo.Models.SpeechEncoder;

/// <summary>Which rows the rows of a forward pass see. Layers are free of state: caches live here.</summary>
public abstract class SanmContext
{
    /// <summary>What is added to the attention scores, <c>[b or 1, 1, t, s]</c>: minus infinity where a row is not seen;
    /// null where all rows see all.</summary>
    public abstract Tensor? Mask { get; }

    /// <summary>One for real rows, zero for padding, <c>[b, t, 1]</c>; null if there is none.</summary>
    public abstract Tensor? Valid { get; }

    /// <summary>Puts the keys of earlier rows in front.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="keys"><c>[b, t, d]</c>.</param>
    /// <returns><c>[b, s, d]</c>.</returns>
    public abstract Tensor Keys(int layer, Tensor keys);

    /// <summary>Puts the values of earlier rows in front.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="values"><c>[b, t, d]</c>, zero for padding.</param>
    /// <returns><c>[b, s, d]</c>.</returns>
    public abstract Tensor Values(int layer, Tensor values);

    /// <summary>The rows under the memory filter of the new rows.</summary>
    /// <param name="values">As given out by <see cref="Values"/>, <c>[b, s, d]</c>.</param>
    /// <param name="rows">New rows, t.</param>
    /// <param name="sizes">How far the filter reaches.</param>
    /// <returns><c>[b, left + t + right, d]</c>.</returns>
    public abstract Tensor Memory(Tensor values, long rows, SanmLayerSizes sizes);
}
