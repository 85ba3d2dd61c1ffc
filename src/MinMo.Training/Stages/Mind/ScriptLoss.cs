using MinMo.Models.Language;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MinMo.Training.Stages.Mind;

/// <summary>How badly a decoder foresees what scripts want foreseen.</summary>
internal sealed class ScriptLoss(DecoderModel model, int mostPositions) : IDisposable
{
    private readonly CausalAttention _angles = new(model.Configuration, mostPositions, ScalarType.Float32);

    /// <summary>Cross-entropy, weighted.</summary>
    /// <param name="packed">Scripts.</param>
    /// <param name="embeddings">E, <c>[V, d]</c>.</param>
    /// <param name="heard">Rows to which positions refer, <c>[n, d]</c>, of which the first stands for none; null where
    /// none does.</param>
    public Tensor Of(PackedScripts packed, Tensor embeddings, Tensor? heard)
    {
        using var scope = NewDisposeScope();
        var hidden = Think(packed, embeddings, heard);                                  // [b * t, d]
        var weights = packed.Fractions(position => position.Weight);
        long[] foreseen = [.. Enumerable.Range(0, weights.Length).Where(place => weights[place] > 0).Select(place => (long)place)];
        var targets = packed.Values(position => position.Target);
        var logits = F.linear(hidden.index_select(0, tensor(foreseen)), embeddings);    // [n, V]
        var losses = F.cross_entropy(
            logits, tensor(foreseen.Select(place => targets[place]).ToArray()), reduction: nn.Reduction.None);
        var counts = tensor(foreseen.Select(place => weights[place]).ToArray());
        return ((losses * counts).sum() / counts.sum()).MoveToOuterDisposeScope();
    }

    /// <summary>Hidden states after the final norm, <c>[b * t, d]</c>.</summary>
    public Tensor Think(PackedScripts packed, Tensor embeddings, Tensor? heard)
    {
        using var scope = NewDisposeScope();
        var x = Embed(packed, embeddings, heard).view(packed.Count, packed.Length, -1); // [b, t, d]
        using var attention = new PackedAttention(model.Configuration, _angles, packed);
        return model.call(x, attention).view(packed.Count * packed.Length, -1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => _angles.Dispose();

    /// <summary>The decoder's inputs, <c>[b * t, d]</c>.</summary>
    internal static Tensor Embed(PackedScripts packed, Tensor embeddings, Tensor? heard)
    {
        using var scope = NewDisposeScope();
        var first = embeddings.index_select(0, tensor(packed.Values(position => position.Unit)));
        var second = embeddings.index_select(0, tensor(packed.Values(position => position.Other)));
        var share = tensor(packed.Fractions(position => position.Share)).unsqueeze(1);
        var x = lerp(second, first, share);
        if (heard is not null)
        {
            var rows = tensor(packed.Values(position => position.Row));
            var found = heard.index_select(0, rows);
            x = where(rows.gt(0).unsqueeze(1), found, x);
        }

        return x.MoveToOuterDisposeScope();
    }
}
