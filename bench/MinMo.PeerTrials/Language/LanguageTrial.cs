using LLama.Native;
using MinMo.Benchmarks.Decoding;
using MinMo.Models.OnnxGraphs;

namespace MinMo.PeerTrials.Language;

/// <summary>Our decoder, 8 bit and float32, beside llama.cpp on the same .gguf file, in one run.</summary>
internal static class LanguageTrial
{
    public static void Run(TrialOptions options)
    {
        NativeLibraryConfig.All.WithLogCallback(static (_, _) => { });
        var settings = new ContestSettings([1, 4, 16], options.RoundTime);
        var cache = Directory.CreateTempSubdirectory("minmo-peers-");
        try
        {
            using var small = DecodeComparison.Open(options.Model, cache.FullName, WeightPrecision.Int8, options.Threads, settings);
            using var large = DecodeComparison.Open(options.Model, cache.FullName, WeightPrecision.Float32, options.Threads, settings);
            using var llama = new LlamaPeer(options.Model, options.Threads, settings);
            Console.WriteLine(
                $"{Path.GetFileName(options.Model)}, {Environment.ProcessorCount} processors, {options.Threads} threads, "
                + $"best of {settings.Rounds} x {settings.RoundTime.TotalSeconds} s");
            var contest = new DecodingContest([small, llama, large], settings);
            contest.Print(contest.Run());
            foreach (var peer in new[] { small, llama })
            {
                var divergence = DecodingDivergence.Of(large, peer, options.Stories, length: 48, settings.Vocabulary);
                Console.WriteLine($"{peer.Name} to float32: {divergence}");
            }
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }
}
