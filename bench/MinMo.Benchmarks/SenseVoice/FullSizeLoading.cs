using System.Globalization;
using MinMo.Benchmarks.Memory;
using MinMo.Models.Checkpoints.TorchFiles;
using MinMo.Models.SenseVoice;
using MinMo.Testing.Weights;
using static TorchSharp.torch;

namespace MinMo.Benchmarks.SenseVoice;

/// <summary>What it takes to load a SenseVoiceSmall of the published size: a <c>model.pt</c> with random weights is written
/// and loaded. Memory is the process's own (what it has written to), and what of the file lies in its address space.</summary>
internal static class FullSizeLoading
{
    private const int UtteranceRows = 100; // 6 s
    private static readonly Random Source = new(1);

    public static void Run()
    {
        set_num_threads(1);
        var folder = Directory.CreateTempSubdirectory("minmo-sensevoice-");
        try
        {
            var path = Path.Combine(folder.FullName, "model.pt");
            var sizes = new SenseVoiceConfiguration();
            (string, long[])[] tensors = [.. SenseVoiceTensors.Of(sizes)];
            TorchFileWriter.Write(path, tensors, static (_, part) => Fill(part));
            Say($"{tensors.Length} tensors, {new FileInfo(path).Length / 1e6:F0} MB written");
            Load(path, sizes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Load(string path, SenseVoiceConfiguration sizes)
    {
        var before = ProcessMemory.Read();
        var start = TimeProvider.System.GetTimestamp();
        using (var file = TorchFile.Open(path))
        {
            SenseVoiceTensors.Check(file.StateDict(), sizes);
            Say($"opened, every name and shape held against the sizes, none left over: {Milliseconds(start):F0} ms, own memory +{ProcessMemory.Read().OwnMegabytes - before.OwnMegabytes:F0} MB");
        }

        start = TimeProvider.System.GetTimestamp();
        using var executor = TorchSenseVoice.Open(path, sizes);
        var loaded = ProcessMemory.Read();
        Say($"loaded: {Milliseconds(start):F0} ms, own memory +{loaded.OwnMegabytes - before.OwnMegabytes:F0} MB, at most {loaded.PeakMegabytes:F0} MB with the file's pages");
        var rows = new float[UtteranceRows * sizes.RowWidth];
        Fill(rows);
        var input = new SenseVoiceInput(rows, UtteranceRows, [UtteranceRows], [SenseVoiceQuery.For("auto", usesInverseNormalization: false)]);
        executor.Run(input); // the first run of everything is slower
        start = TimeProvider.System.GetTimestamp();
        executor.Run(input);
        Say($"6 s of audio, 1 thread: {Milliseconds(start):F0} ms");
    }

    private static void Fill(Span<float> part)
    {
        for (var i = 0; i < part.Length; i++)
        {
            part[i] = (Source.NextSingle() - 0.5f) * 0.05f;
        }
    }

    private static double Milliseconds(long start) => TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
