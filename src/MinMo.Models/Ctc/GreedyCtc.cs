using static TorchSharp.torch;

namespace MinMo.Models.Ctc;

/// <summary>Connectionist temporal classification, best path: the best unit of every row, repeats merged, blanks
/// dropped (Graves et al. 2006).</summary>
public static class GreedyCtc
{
    /// <summary>Decodes one row sequence.</summary>
    /// <param name="best">The best unit of every row.</param>
    /// <param name="blank">The unit that says nothing.</param>
    public static int[] Collapse(ReadOnlySpan<long> best, int blank)
    {
        var units = new List<int>(best.Length);
        var previous = (long)blank;
        foreach (var unit in best)
        {
            if (unit != previous && unit != blank)
            {
                units.Add((int)unit);
            }

            previous = unit;
        }

        return [.. units];
    }

    /// <summary>Decodes a batch.</summary>
    /// <param name="logits"><c>[b, t, units]</c>.</param>
    /// <param name="lengths">Rows of each item.</param>
    /// <param name="blank">The unit that says nothing.</param>
    public static int[][] Decode(Tensor logits, ReadOnlySpan<int> lengths, int blank)
    {
        using var scope = NewDisposeScope();
        var best = logits.argmax(-1).cpu().contiguous(); // [b, t]
        var rows = (int)best.shape[1];
        var values = best.data<long>().ToArray();
        var decoded = new int[lengths.Length][];
        for (var item = 0; item < decoded.Length; item++)
        {
            decoded[item] = Collapse(values.AsSpan(item * rows, lengths[item]), blank);
        }

        return decoded;
    }
}
