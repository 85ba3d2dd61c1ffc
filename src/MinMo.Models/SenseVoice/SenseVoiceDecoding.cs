using System.Numerics.Tensors;
using MinMo.Models.Ctc;

namespace MinMo.Models.SenseVoice;

/// <summary>Greedy decoding: the best piece of every row, repeats merged, blanks dropped.</summary>
public static class SenseVoiceDecoding
{
    private const int Blank = 0;

    /// <summary>Decodes one item.</summary>
    /// <param name="logits"><c>[rows, vocabulary]</c>.</param>
    /// <param name="vocabulary">Pieces that can be emitted.</param>
    /// <param name="banned">A piece that must not be emitted; null for none.</param>
    public static int[] Decode(ReadOnlySpan<float> logits, int vocabulary, int? banned = null)
    {
        var best = new long[logits.Length / vocabulary];
        for (var row = 0; row < best.Length; row++)
        {
            best[row] = Best(logits.Slice(row * vocabulary, vocabulary), banned);
        }

        return GreedyCtc.Collapse(best, Blank);
    }

    /// <summary>The natural logarithm of the probability of the best pieces, on average over the rows that are not blank; 0
    /// if all are.</summary>
    /// <param name="logits"><c>[rows, vocabulary]</c>.</param>
    /// <param name="vocabulary">Pieces that can be emitted.</param>
    public static float AverageLogProbability(ReadOnlySpan<float> logits, int vocabulary)
    {
        var (sum, count) = (0.0, 0);
        for (var row = 0; row < logits.Length / vocabulary; row++)
        {
            var values = logits.Slice(row * vocabulary, vocabulary);
            var best = TensorPrimitives.IndexOfMax(values);
            if (best != Blank)
            {
                var rest = 0.0;
                foreach (var value in values)
                {
                    rest += Math.Exp(value - values[best]);
                }

                sum -= Math.Log(rest);
                count++;
            }
        }

        return count == 0 ? 0 : (float)(sum / count);
    }

    private static int Best(ReadOnlySpan<float> row, int? banned)
    {
        var best = TensorPrimitives.IndexOfMax(row);
        if (best != banned)
        {
            return best;
        }

        var before = best == 0 ? -1 : TensorPrimitives.IndexOfMax(row[..best]);
        var behind = best == row.Length - 1 ? -1 : best + 1 + TensorPrimitives.IndexOfMax(row[(best + 1)..]);
        return behind < 0 || (before >= 0 && row[before] >= row[behind]) ? Math.Max(before, 0) : behind;
    }
}
