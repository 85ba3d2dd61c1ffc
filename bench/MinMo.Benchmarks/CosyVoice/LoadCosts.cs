using System.Diagnostics;
using System.Globalization;
using MinMo.Benchmarks.Memory;
using MinMo.Models.Checkpoints;
using MinMo.Models.CosyVoice.Flow;
using MinMo.Models.CosyVoice.Vocoder;
using static TorchSharp.torch;

namespace MinMo.Benchmarks.CosyVoice;

/// <summary>How long CosyVoice2's flow and vocoder take to load at their released sizes, and what they then hold: random
/// weights are written to files with the public names, by another process that leaves no memory behind, and read through the
/// map.</summary>
internal static class LoadCosts
{
    public static void Run()
    {
        set_num_threads(1);
        var folder = Directory.CreateTempSubdirectory("minmo-load-");
        try
        {
            using var writer = Process.Start(Environment.ProcessPath!, ["cosyvoice", "write", folder.FullName]);
            writer.WaitForExit();
            Console.WriteLine("part      parameters   file MB   load s   resident + MB");
            Load("flow", folder.FullName, static weights => TokenFlow.From(weights, new TokenFlowConfiguration()));
            Load("hift", folder.FullName, static weights => HiftVocoder.From(weights, new HiftConfiguration()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Writes random weights of the released sizes.</summary>
    public static void Write(string folder)
    {
        manual_seed(1);
        Write(new TokenFlow(new TokenFlowConfiguration()), Path.Combine(folder, "flow.safetensors"));
        Write(new HiftVocoder(new HiftConfiguration()), Path.Combine(folder, "hift.safetensors"));
    }

    private static void Write(nn.Module module, string path)
    {
        using (module)
        {
            var writer = new SafetensorsWriter();
            foreach (var (name, parameter) in module.named_parameters())
            {
                using var scope = NewDisposeScope();
                writer.Add(name, ElementType.Float32, parameter.shape, parameter.detach().contiguous().bytes);
            }

            writer.Save(path);
        }
    }

    private static void Load(string part, string folder, Func<ICheckpoint, nn.Module> load)
    {
        string path = Path.Combine(folder, $"{part}.safetensors");
        double before = Resident();
        var began = Environment.CpuUsage.TotalTime;
        nn.Module module;
        using (var weights = SafetensorsFile.Open(path))
        {
            module = load(weights);
        }

        var took = Environment.CpuUsage.TotalTime - began;
        using (module)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{part,-5} {module.parameters().Sum(static parameter => parameter.numel()),14:N0} {new FileInfo(path).Length / 1e6,9:F1} {took.TotalSeconds,8:F2} {Resident() - before,15:F1}"));
        }
    }

    // Of the process itself: pages of mapped files that have been closed no longer count.
    private static double Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return ProcessMemory.Read().ResidentMegabytes;
    }
}
