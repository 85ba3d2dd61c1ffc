using System.Globalization;
using BenchmarkDotNet.Running;
using MinMo.Benchmarks.Decoding;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["decode", var model, .. var rest])
{
    DecodeComparison.Run(model, rest is [var threads, ..] ? int.Parse(threads, CultureInfo.InvariantCulture) : 2);
    return 0;
}

if (args is [] or ["--help"] or ["-h"])
{
    Console.WriteLine("""
        Benchmarks of MinMo.Orleans. Results are ratios taken side by side in one run: docs/benchmarks.md.

          decode MODEL [THREADS]   8-bit against float32 decoding of a model (a .gguf file or a folder)
          --filter '*'             micro benchmarks of the hot path (BenchmarkDotNet; allocated bytes count first)
        """);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(DecodeComparison).Assembly).Run(args);
return 0;
