using static TorchSharp.torch;

namespace MinMo.Models.Language;

/// <summary>Where the tokens of a forward pass stand and what each of them may look at. Layers are free of state: caches
/// live here.</summary>
public abstract class AttentionContext
{
    /// <summary>Cosines for the tokens, <c>[b or 1, t, 1, head size]</c>, in the model's type.</summary>
    public abstract Tensor Cosines { get; }

    /// <summary>Sines, as <see cref="Cosines"/>.</summary>
    public abstract Tensor Sines { get; }

    /// <summary>Told the index of a layer and what it gave out, <c>[b, t, d]</c>, before the final norm; null for nobody.</summary>
    public Action<int, Tensor>? LayerFinished { get; init; }

    /// <summary>Attends within one layer.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="query"><c>[b, t, heads, head size]</c>, rotated.</param>
    /// <param name="key"><c>[b, t, kv heads, head size]</c>, rotated.</param>
    /// <param name="value">As <paramref name="key"/>, not rotated.</param>
    /// <returns><c>[b, t, heads * head size]</c>.</returns>
    public abstract Tensor Attend(int layer, Tensor query, Tensor key, Tensor value);

    /// <summary>Grouped-query attention without repeating keys: the query heads of a group are folded into positions.</summary>
    /// <param name="query"><c>[b, t, heads, head size]</c>.</param>
    /// <param name="keys"><c>[b, kv heads, s, head size]</c>.</param>
    /// <param name="values"><c>[b, kv heads, s, head size]</c>.</param>
    /// <param name="mask">True where a query may look, from <see cref="FoldMask"/>; null for everywhere.</param>
    /// <returns><c>[b, t, heads * head size]</c>.</returns>
    protected static Tensor AttendInGroups(Tensor query, Tensor keys, Tensor values, Tensor? mask)
    {
        var (b, t, heads, size) = (query.shape[0], query.shape[1], query.shape[2], query.shape[3]);
        var groups = keys.shape[1];
        var folded = query
            .view(b, t, groups, heads / groups, size)
            .permute(0, 2, 3, 1, 4) // [b, kv, g, t, h]
            .reshape(b, groups, heads / groups * t, size);
        var attended = nn.functional.scaled_dot_product_attention(folded, keys, values, mask); // [b, kv, g * t, h]
        return attended
            .view(b, groups, heads / groups, t, size)
            .permute(0, 3, 1, 2, 4) // [b, t, kv, g, h]
            .reshape(b, t, heads * size);
    }

    /// <summary>Repeats a mask for each query head of a group, in the order of <see cref="AttendInGroups"/>.</summary>
    /// <param name="mask"><c>[b or 1, t, s]</c>, true where a query may look.</param>
    /// <param name="groupSize">Query heads of one key head.</param>
    /// <returns><c>[b or 1, 1, g * t, s]</c>.</returns>
    protected static Tensor FoldMask(Tensor mask, int groupSize)
    {
        var (b, t, s) = (mask.shape[0], mask.shape[1], mask.shape[2]);
        return mask.unsqueeze(1).expand(b, groupSize, t, s).reshape(b, 1, groupSize * t, s);
    }
}
