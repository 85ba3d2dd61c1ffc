using System.Globalization;
using System.Numerics.Tensors;

namespace MinMo.Benchmarks.Decoding;

/// <summary>How far a peer's distributions are from those of another, over greedy text of the latter.</summary>
/// <param name="KullbackLeibler">Nats a token.</param>
/// <param name="SameGreedy">Share of positions with the same likeliest token.</param>
/// <param name="Positions">Positions judged.</param>
internal sealed record DecodingDivergence(double KullbackLeibler, double SameGreedy, int Positions)
{
    private const int Beginning = 8;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"KL {KullbackLeibler:F4} a token, same greedy id {100 * SameGreedy:F1} % of {Positions}");

    /// <summary>Lets <paramref name="reference"/> write from random beginnings, and both judge every position of it.</summary>
    /// <param name="reference">Writes.</param>
    /// <param name="peer">Is judged.</param>
    /// <param name="stories">Texts.</param>
    /// <param name="length">Tokens of a text, its beginning of eight included.</param>
    /// <param name="vocabulary">Beginnings are drawn from the ids between 100 and it.</param>
    public static DecodingDivergence Of(IDecodingPeer reference, IDecodingPeer peer, int stories, int length, int vocabulary)
    {
        double sum = 0;
        var (equal, count) = (0, 0);
        for (var story = 0; story < stories; story++)
        {
            var random = new Random(story + 1);
            int[] beginning = [.. Enumerable.Range(0, Beginning).Select(_ => random.Next(Math.Min(100, vocabulary / 2), vocabulary))];
            reference.Prefill(0, beginning);
            peer.Prefill(0, beginning);
            for (var past = Beginning; past < length; past++, count++)
            {
                var next = TensorPrimitives.IndexOfMax(reference.Logits(0));
                equal += next == TensorPrimitives.IndexOfMax(peer.Logits(0)) ? 1 : 0;
                sum += Divergence(reference.Logits(0), peer.Logits(0));
                reference.Decode([next], past);
                peer.Decode([next], past);
            }
        }

        return new DecodingDivergence(sum / count, (double)equal / count, count);
    }

    private static double Divergence(ReadOnlySpan<float> reference, ReadOnlySpan<float> approximate)
    {
        var p = new float[reference.Length];
        var q = new float[reference.Length];
        TensorPrimitives.SoftMax(reference, p);
        TensorPrimitives.SoftMax(approximate[..reference.Length], q);
        double sum = 0;
        for (var i = 0; i < p.Length; i++)
        {
            sum += p[i] > 0 ? p[i] * Math.Log(p[i] / Math.Max(q[i], 1e-30)) : 0;
        }

        return sum;
    }
}
