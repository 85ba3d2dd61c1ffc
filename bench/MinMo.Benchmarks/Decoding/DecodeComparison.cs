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
    private static readonly ContestSettings Settings = new([1, 4, 16], TimeSpan.FromSeconds(3));

    public static void Run(string model, int threads)
    {
        var cache = Directory.CreateTempSubdirectory("minmo-decode-");
        try
        {
            using var small = Open(model, cache.FullName, WeightPrecision.Int8, threads, Settings);
            using var large = Open(model, cache.FullName, WeightPrecision.Float32, threads, Settings);
            Console.WriteLine(
                $"{Environment.ProcessorCount} processors, {threads} threads, best of {Settings.Rounds} x {Settings.RoundTime.TotalSeconds} s");
            var contest = new DecodingContest([small, large], Settings);
            contest.Print(contest.Run());
            Console.WriteLine($"8 bit to float32: {DecodingDivergence.Of(large, small, stories: 16, length: 48, Settings.Vocabulary)}");
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    /// <summary>Our decoder of a model.</summary>
    /// <param name="model">A .gguf file or a folder.</param>
    /// <param name="cache">Takes the graph.</param>
    /// <param name="precision">Of linear layers.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="settings">Lanes and their length.</param>
    public static IDecodingPeer Open(
        string model, string cache, WeightPrecision precision, int threads, ContestSettings settings)
    {
        var folder = new OnnxDecoderFolder(Path.Combine(cache, precision.ToString()));
        folder.EnsureWritten(model, precision);
        return Open(folder, precision, threads, settings);
    }

    /// <summary>As above, of a graph that is written.</summary>
    public static IDecodingPeer Open(
        OnnxDecoderFolder folder, WeightPrecision precision, int threads, ContestSettings settings)
    {
        var session = new OnnxSessionSettings { IntraOpThreads = threads, AllowSpinning = true };
        return new ExecutorPeer(
            precision == WeightPrecision.Int8 ? "8 bit" : "float32",
            OnnxDecoder.Open(folder, settings.Lanes.Max(), settings.Length, session));
    }
}
