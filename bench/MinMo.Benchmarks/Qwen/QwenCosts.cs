using System.Globalization;
using MinMo.Benchmarks.Memory;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;
using static TorchSharp.torch;

namespace MinMo.Benchmarks.Qwen;

/// <summary>What a Qwen2.5-0.5B-Instruct takes: time and memory to open it, until its first logits, and a token. One thread, one
/// lane. Memory is the process's own; pages of mapped files are the page cache's.</summary>
internal static class QwenCosts
{
    private const int Positions = 512;
    private const int Prompt = 32;
    private const int Steps = 24;

    /// <summary>In TorchSharp, in the stored type.</summary>
    public static void InTorch(string folder)
    {
        set_num_threads(1);
        zeros(1).Dispose(); // libtorch's own start
        var mark = Mark.Now();
        using var checkpoint = DecoderCheckpoint.Open(folder);
        mark.Tell("opened, mapped");
        mark = Mark.Now();
        using var model = DecoderModel.Load(checkpoint.Weights, checkpoint.Configuration, ScalarType.BFloat16);
        mark.Tell("TorchSharp, bfloat16: every name and shape held against the sizes, none left over; loaded");
        checkpoint.Dispose();
        mark = Mark.Now();
        using var decoder = new TorchDecoder(model, lanes: 1, Positions);
        Decode(decoder, mark);
    }

    /// <summary>Makes the graph for CPUs, as the first start of an engine does.</summary>
    public static void WriteGraph(string folder, string graph)
    {
        var mark = Mark.Now();
        new OnnxDecoderFolder(graph).EnsureWritten(folder, WeightPrecision.Int8);
        var bytes = Directory.EnumerateFiles(graph).Sum(static file => new FileInfo(file).Length);
        mark.Tell(string.Create(CultureInfo.InvariantCulture, $"graph, 8 bit: written once, {bytes / 1e6:F0} MB"));
    }

    /// <summary>Opens the graph, as every later start does.</summary>
    public static void AsGraph(string graph)
    {
        var mark = Mark.Now();
        using var decoder = OnnxDecoder.Open(new OnnxDecoderFolder(graph), lanes: 1, Positions, new OnnxSessionSettings());
        mark.Tell("graph, 8 bit: opened");
        Decode(decoder, Mark.Now());
    }

    private static void Decode(IDecoderExecutor decoder, Mark mark)
    {
        decoder.Step([new LaneRow { Slot = 0, Past = 0, Tokens = Enumerable.Range(100, Prompt).ToArray() }]);
        mark.Tell(string.Create(CultureInfo.InvariantCulture, $"first logits, behind a prompt of {Prompt} tokens"));
        mark = Mark.Now();
        for (var step = 0; step < Steps; step++)
        {
            decoder.Step([new LaneRow { Slot = 0, Past = Prompt + step, Tokens = new[] { 1_000 + step } }]);
        }

        var seconds = mark.ProcessorTime.TotalSeconds;
        mark.Tell(string.Create(CultureInfo.InvariantCulture, $"{Steps} tokens, {Steps / seconds:F1} a second of processor time"));
    }

    /// <summary>A moment, to be compared with a later one.</summary>
    private readonly record struct Mark(long Time, TimeSpan Processor, double OwnMegabytes)
    {
        public TimeSpan ProcessorTime => Environment.CpuUsage.TotalTime - Processor;

        public static Mark Now()
        {
            GC.Collect();
            return new Mark(TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime, ProcessMemory.Read().OwnMegabytes);
        }

        public void Tell(string what)
        {
            var (elapsed, processor) = (TimeProvider.System.GetElapsedTime(Time), ProcessorTime);
            var memory = ProcessMemory.Read();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: {elapsed.TotalSeconds:F2} s, {processor.TotalSeconds:F2} s of processor time, own memory {memory.OwnMegabytes - OwnMegabytes:+0;-0;0} MB to {memory.OwnMegabytes:F0}, with mapped pages {memory.ResidentMegabytes:F0}, at most {memory.PeakMegabytes:F0}"));
        }
    }
}
