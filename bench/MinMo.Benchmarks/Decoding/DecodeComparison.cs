using System.Diagnostics;
using System.Numerics.Tensors;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;

namespace MinMo.Benchmarks.Decoding;

/// <summary>
/// Decodes with 8-bit and with float32 matrices in turn, in one process and one run, and compares what both say about
/// the same text.
/// </summary>
internal static class DecodeComparison
{
    private const int Rounds = 3;
    private const int Context = 96;
    private const int Length = 512;
    private static readonly int[] LaneCounts = [1, 4, 16];
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(3);

    public static void Run(string model, int threads)
    {
        var cache = Directory.CreateTempSubdirectory("minmo-decode-");
        try
        {
            using var small = Open(model, cache.FullName, WeightPrecision.Int8, threads);
            using var large = Open(model, cache.FullName, WeightPrecision.Float32, threads);
            Console.WriteLine($"{Environment.ProcessorCount} processors, {threads} threads, best of {Rounds} x {RoundTime.TotalSeconds} s");
            Console.WriteLine("lanes   8 bit tokens/s   float32 tokens/s   ratio");
            foreach (int lanes in LaneCounts)
            {
                Compare(small, large, lanes);
            }

            Divergence(small, large);
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    private static OnnxDecoder Open(string model, string cache, WeightPrecision precision, int threads)
    {
        var folder = new OnnxDecoderFolder(Path.Combine(cache, precision.ToString()));
        folder.EnsureWritten(model, precision);
        var settings = new OnnxSessionSettings { IntraOpThreads = threads, AllowSpinning = true };
        return OnnxDecoder.Open(folder, LaneCounts[^1], Length, settings);
    }

    private static void Compare(OnnxDecoder small, OnnxDecoder large, int lanes)
    {
        double best = 0;
        double reference = 0;
        for (int round = 0; round < Rounds; round++)
        {
            best = Math.Max(best, TokensPerSecond(small, lanes));
            reference = Math.Max(reference, TokensPerSecond(large, lanes));
        }

        Console.WriteLine($"{lanes,5} {best,16:F1} {reference,18:F1} {best / reference,7:F2}");
    }

    private static double TokensPerSecond(OnnxDecoder decoder, int lanes)
    {
        Prefill(decoder, lanes);
        int past = Context;
        long began = Stopwatch.GetTimestamp();
        int tokens = 0;
        while (Stopwatch.GetElapsedTime(began) < RoundTime)
        {
            past = past == Length - 1 ? Context : past;
            decoder.Step(Rows(lanes, past++, tokens));
            tokens += lanes;
        }

        return tokens / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static LaneRow[] Rows(int lanes, int past, int seed)
        => [.. Enumerable.Range(0, lanes).Select(lane => new LaneRow
        {
            Slot = lane,
            Past = past,
            Tokens = new[] { 1000 + ((seed + (lane * 7919)) % 20_000) },
        })];

    private static void Prefill(OnnxDecoder decoder, int lanes)
    {
        for (int lane = 0; lane < lanes; lane++)
        {
            decoder.Step([Text(lane, Context, RowDemand.None)]);
        }
    }

    private static LaneRow Text(int slot, int length, RowDemand demand)
    {
        var random = new Random(slot + 1);
        return new LaneRow
        {
            Slot = slot,
            Past = 0,
            Tokens = Enumerable.Range(0, length).Select(_ => random.Next(100, 20_000)).ToArray(),
            Demand = demand,
        };
    }

    /// <summary>Greedy text of the float32 model from 16 random beginnings; both models judge every position of it.</summary>
    private static void Divergence(OnnxDecoder small, OnnxDecoder large)
    {
        double sum = 0;
        int equal = 0;
        int count = 0;
        for (int story = 0; story < 16; story++)
        {
            int[] tokens = Continue(large, story, 48);
            var row = new LaneRow { Slot = 0, Past = 0, Tokens = tokens, Demand = RowDemand.AllLogits };
            float[] reference = large.Step([row]).Logits(0).ToArray();
            float[] approximate = small.Step([row]).Logits(0).ToArray();
            int vocabulary = reference.Length / tokens.Length;
            for (int position = 8; position < tokens.Length; position++, count++)
            {
                var p = reference.AsSpan(position * vocabulary, vocabulary);
                var q = approximate.AsSpan(position * vocabulary, vocabulary);
                equal += TensorPrimitives.IndexOfMax<float>(p) == TensorPrimitives.IndexOfMax<float>(q) ? 1 : 0;
                sum += KullbackLeibler(p, q);
            }
        }

        Console.WriteLine($"KL of 8 bit to float32: {sum / count:F4} a token, same greedy id {100.0 * equal / count:F1} % of {count}");
    }

    private static int[] Continue(OnnxDecoder decoder, int story, int length)
    {
        var tokens = Text(story, 8, RowDemand.LastLogits).Tokens.ToArray().ToList();
        var logits = decoder.Step([new LaneRow { Slot = 0, Past = 0, Tokens = tokens.ToArray() }]).LastLogits(0);
        while (tokens.Count < length)
        {
            int next = TensorPrimitives.IndexOfMax(logits);
            logits = decoder.Step([new LaneRow { Slot = 0, Past = tokens.Count, Tokens = new[] { next } }]).LastLogits(0);
            tokens.Add(next);
        }

        return [.. tokens];
    }

    private static double KullbackLeibler(ReadOnlySpan<float> reference, ReadOnlySpan<float> approximate)
    {
        var p = new float[reference.Length];
        var q = new float[reference.Length];
        TensorPrimitives.SoftMax(reference, p);
        TensorPrimitives.SoftMax(approximate, q);
        double sum = 0;
        for (int i = 0; i < p.Length; i++)
        {
            sum += p[i] > 0 ? p[i] * Math.Log(p[i] / Math.Max(q[i], 1e-30)) : 0;
        }

        return sum;
    }
}
