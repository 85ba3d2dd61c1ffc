using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using MinMo.Cli.Serve;
using MinMo.Models.Native;
using MinMo.Models.Phonemes;

namespace MinMo.Cli.Doctor;

/// <summary>Looks at the machine: processor, memory, programs, native libraries, ports.</summary>
internal static class MachineExamination
{
    private const int PagePort = 5080; // where serve listens when nothing else is said
    private const double Gigabyte = 1e9;
    private const double NeededMemory = 1.5e9; // lite-en with four calls, with room for the rest of the machine

    public static async IAsyncEnumerable<Finding> ExamineAsync()
    {
        yield return new("minmo", FindingState.Ok, $"{VersionCommand.OwnVersion()}, {RuntimeInformation.OSDescription}");
        yield return new(".NET", FindingState.Ok, RuntimeInformation.FrameworkDescription);
        yield return Processor();
        yield return Memory();
        yield return await EspeakAsync();
        yield return Probe("libtorch", NativeLibraries.ProbeTorch);
        yield return Probe("ONNX Runtime", NativeLibraries.ProbeOnnxRuntime);
        yield return Port();
    }

    private static Finding Processor()
    {
        List<string> features = [];
        foreach (var (has, name) in (ReadOnlySpan<(bool, string)>)
            [(Avx2.IsSupported, "AVX2"), (Avx512F.IsSupported, "AVX-512")])
        {
            if (has)
            {
                features.Add(name);
            }
        }

        var cores = Environment.ProcessorCount;
        var detail = $"{cores} cores, {RuntimeInformation.ProcessArchitecture}, {(features.Count == 0 ? "no AVX2" : string.Join(", ", features))}";
        return cores >= 2
            ? new("processor", FindingState.Ok, detail)
            : new("processor", FindingState.Warning, detail, "two cores are the least that keeps a conversation in real time");
    }

    private static Finding Memory()
    {
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var detail = string.Create(CultureInfo.InvariantCulture, $"{available / Gigabyte:0.0} GB");
        return available >= NeededMemory
            ? new("memory", FindingState.Ok, detail)
            : new("memory", FindingState.Warning, detail, "1.5 GB are needed for lite-en and four calls");
    }

    private static async Task<Finding> EspeakAsync()
    {
        await using var phonemizer = new EspeakPhonemizer(new EspeakPhonemizerSettings(), TimeProvider.System);
        try
        {
            var phonemes = await phonemizer.TranscribeAsync("hello", CancellationToken.None);
            return new("espeak-ng", FindingState.Ok, $"hello = {string.Join(' ', phonemes)}");
        }
        catch (PhonemizerException problem)
        {
            return new("espeak-ng", FindingState.Failed, problem.Message.ReplaceLineEndings(" "), "apt-get install espeak-ng");
        }
    }

    private static Finding Probe(string name, Func<string> probe)
    {
        try
        {
            return new(name, FindingState.Ok, probe());
        }
        catch (Exception problem) when (problem is DllNotFoundException or TypeInitializationException
            or BadImageFormatException or InvalidOperationException or EntryPointNotFoundException or NotSupportedException)
        {
            return new(
                name, FindingState.Failed, problem.GetBaseException().Message.ReplaceLineEndings(" "),
                "build again with ./minmo build; on a system other than Linux x64, see docs");
        }
    }

    private static Finding Port() => ListeningPorts.IsTaken(PagePort)
        ? new(
            "port", FindingState.Warning, $"{PagePort} is taken (perhaps by a minmo that runs)",
            "./minmo serve --url http://localhost:5081")
        : new("port", FindingState.Ok, $"{PagePort} is free");
}
