using System.Globalization;
using MinMo.Models.CosyVoice.Flow;
using MinMo.Models.CosyVoice.Vocoder;
using static TorchSharp.torch;

namespace MinMo.Benchmarks.CosyVoice;

/// <summary>
/// What the chunks of one long utterance cost as it goes on: CosyVoice2's flow with caches, beside the recomputation of
/// everything so far that the reference does for each chunk, and its vocoder. Random weights, so the frames are noise; the
/// work is that of the released model.
/// </summary>
internal static class ChunkCosts
{
    private const int SpeakerWidth = 192;
    private const int Repeats = 5;

    private static readonly TokenFlowConfiguration Released = new();

    // Small enough that all that is remembered of 50 mask chunks fits, and that recomputing them ends.
    private static readonly TokenFlowConfiguration Small = new()
    {
        Width = 128,
        Encoder = new ConformerConfiguration { Width = 128, Heads = 4, HiddenWidth = 256, BlockCount = 2, UpBlockCount = 2 },
        Estimator = new EstimatorConfiguration { Width = 64, HeadSize = 16, Heads = 4, BlocksPerStage = 1, MiddleStages = 4 },
    };

    /// <param name="size">Sizes of the flow: <c>small</c>, or <c>full</c> as released.</param>
    /// <param name="chunks">Mask chunks (one second each).</param>
    /// <param name="left">Mask chunks that a frame sees before its own; negative for all.</param>
    public static void Run(string size, int chunks, int left)
    {
        set_num_threads(1);
        manual_seed(1);
        var sizes = (size == "full" ? Released : Small) with { LeftChunks = left };
        using var flow = new TokenFlow(sizes);
        flow.eval();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{size} flow, {(left < 0 ? "all" : left)} mask chunks before a frame's own are seen, 1 thread, processor time"));
        Console.WriteLine(size == "full" ? "chunk   cached ms   remembered MB" : "chunk   cached ms   remembered MB   recomputed ms   ratio");
        Stream(flow, 1, out _); // the first run of everything is slower
        var cached = Median(flow, chunks, size == "full" ? 1 : Repeats, out var remembered);
        foreach (int chunk in Shown(chunks))
        {
            Report(flow, chunk, cached[chunk - 1], remembered[chunk - 1], recompute: size != "full");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"cached: chunk 1 {cached[0]:F1} ms, chunk {chunks} {cached[^1]:F1} ms, ratio {cached[^1] / cached[0]:F2}"));
        Vocode(chunks);
    }

    // Of several runs: what shares the processor's caches hits one now and then.
    private static double[] Median(TokenFlow flow, int chunks, int repeats, out double[] remembered)
    {
        var (runs, sizes) = (new double[repeats][], Array.Empty<double>());
        for (int run = 0; run < repeats; run++)
        {
            runs[run] = Stream(flow, chunks, out sizes);
        }

        remembered = sizes;
        return [.. Enumerable.Range(0, chunks).Select(chunk => runs.Select(run => run[chunk]).Order().ElementAt(repeats / 2))];
    }

    private static IEnumerable<int> Shown(int chunks)
        => new[] { 1, 2, 5, 10, 20, chunks }.Where(chunk => chunk <= chunks).Distinct();

    private static double[] Stream(TokenFlow flow, int chunks, out double[] remembered)
    {
        using var scope = NewDisposeScope();
        using var stream = flow.Begin(new FlowPrompt(ones(SpeakerWidth)));
        var (costs, sizes) = (new double[chunks], new double[chunks]);
        stream.Append(Tokens(flow, flow.Configuration.Encoder.LookAhead));
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            stream.Append(Tokens(flow, flow.Configuration.ChunkTokens));
            costs[chunk] = Milliseconds(() => flow.Step([stream]));
            sizes[chunk] = stream.ByteSize / 1e6;
        }

        remembered = sizes;
        return costs;
    }

    private static void Report(TokenFlow flow, int chunk, double cached, double remembered, bool recompute)
    {
        var tokens = Tokens(flow, (chunk * flow.Configuration.ChunkTokens) + flow.Configuration.Encoder.LookAhead);
        var shown = string.Create(CultureInfo.InvariantCulture, $"{chunk,5} {cached,11:F1} {remembered,15:F1}");
        if (!recompute)
        {
            Console.WriteLine(shown);
            return;
        }

        var anew = Milliseconds(() => flow.Whole(new FlowPrompt(ones(SpeakerWidth)), tokens, chunked: true, final: false));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shown} {anew,15:F1} {anew / cached,7:F1}"));
    }

    private static void Vocode(int chunks)
    {
        const int Frames = 50;
        using var scope = NewDisposeScope();
        using var vocoder = new HiftVocoder(new HiftConfiguration());
        vocoder.eval();
        using var streamed = new StreamedVocoder(vocoder);
        using var stream = new HiftStream(1);
        var mel = full([vocoder.Configuration.Bands, Frames], -6.0);
        vocoder.Render(mel.unsqueeze(0), null); // the first run of everything is slower
        var costs = Enumerable.Range(0, chunks)
            .Select(_ => Milliseconds(() => streamed.Step([new HiftChunk(stream, mel, Last: false)]))).ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"released vocoder, chunks of {Frames} frames: first {costs[0]:F1} ms, last {costs[^1]:F1} ms, ratio {costs[^1] / costs[0]:F2}"));
    }

    private static int[] Tokens(TokenFlow flow, int count)
        => [.. Enumerable.Range(0, count).Select(i => i * 37 % flow.Configuration.Vocabulary)];

    // Of processor time: other programs on the machine do not count.
    private static double Milliseconds(Action act)
    {
        using var scope = NewDisposeScope();
        var began = Environment.CpuUsage.TotalTime;
        act();
        return (Environment.CpuUsage.TotalTime - began).TotalMilliseconds;
    }
}
