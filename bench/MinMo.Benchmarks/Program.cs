using System.Globalization;
using BenchmarkDotNet.Running;
using MinMo.Benchmarks.Batching;
using MinMo.Benchmarks.CosyVoice;
using MinMo.Benchmarks.Decoding;
using MinMo.Benchmarks.Engines;
using MinMo.Benchmarks.Lanes;
using MinMo.Benchmarks.Listening;
using MinMo.Benchmarks.LongCalls;
using MinMo.Benchmarks.Overhead;
using MinMo.Benchmarks.Qwen;
using MinMo.Benchmarks.SenseVoice;
using MinMo.Benchmarks.Shapes;
using MinMo.Models.Native;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
// Before anything touches TorchSharp.
if (Environment.GetEnvironmentVariable("MINMO_LIBTORCH") is { Length: > 0 } libtorch)
{
    LibTorchFolder.Find(libtorch).Use();
}

if (args is ["decode", var model, .. var rest])
{
    DecodeComparison.Run(model, rest is [var threads, ..] ? int.Parse(threads, CultureInfo.InvariantCulture) : 2);
    return 0;
}

if (args is ["lanes", .. var layout])
{
    LaneLayouts.Run(layout is [var threads] ? int.Parse(threads, CultureInfo.InvariantCulture) : 1);
    return 0;
}

if (args is ["cosyvoice", .. var part])
{
    return CosyVoiceCommands.Run(part);
}

if (args is ["sensevoice"])
{
    FullSizeLoading.Run();
    return 0;
}

if (args is ["qwen", .. var executor])
{
    return QwenCommands.Run(executor);
}

if (args is ["overhead", .. var overhead])
{
    await OverheadComparison.RunAsync(overhead is [var turns] ? int.Parse(turns, CultureInfo.InvariantCulture) : 300);
    return 0;
}

if (args is ["batching", var bundle, .. var batching])
{
    await BatchingComparison.RunAsync(
        bundle,
        batching is [var calls, ..] ? int.Parse(calls, CultureInfo.InvariantCulture) : 16,
        batching is [_, var rounds] ? int.Parse(rounds, CultureInfo.InvariantCulture) : 20);
    return 0;
}

if (args is ["listen", var hearing, .. var listening])
{
    ListenCosts.Run(hearing, listening is [var ticks] ? int.Parse(ticks, CultureInfo.InvariantCulture) : 400);
    return 0;
}

if (args is ["shape" or "long-call", .. var described])
{
    try
    {
        if (args[0] == "long-call")
        {
            return await LongCallTrial.RunAsync(LongCallOptions.Parse(described)) ? 0 : 1;
        }

        ShapeComparison.Run(ShapeOptions.Parse(described));
        return 0;
    }
    catch (ArgumentException mistake)
    {
        Console.Error.WriteLine($"benchmarks: {mistake.Message}; see --help");
        return 2;
    }
}

if (args is ["calibration", var calibrated, .. var room])
{
    await CalibrationReport.RunAsync(calibrated, room is [var places] ? int.Parse(places, CultureInfo.InvariantCulture) : 32);
    return 0;
}

if (args is [] or ["--help"] or ["-h"])
{
    Console.WriteLine("""
        Benchmarks of MinMo.Orleans. Results are ratios taken side by side in one run: docs/benchmarks.md.

          decode MODEL [THREADS]   8-bit against float32 decoding of a model (a .gguf file or a folder)
          shape SHAPE [--device cpu|cuda] [--type float32|bfloat16] [--threads N] [--seconds S] [--lanes A,B,...]
                                   random weights of a public shape (qwen2.5-0.5b, qwen2.5-7b, tiny): our graph beside
                                   TorchSharp; TorchSharp alone on a GPU
          batching BUNDLE [CALLS] [ROUNDS]
                                   calls that ask at once against one by one, per step kind (16 calls, 20 rounds);
                                   BUNDLE random-nano: the sizes of nano-en, random weights
          listen BUNDLE [TICKS]    what a tick of listening costs part by part, 1 to 24 calls at once (400 ticks); BUNDLE of
                                   the family minmo, or random-nano
          long-call BUNDLE [--minutes N] [--speech DIR]
                                   memory and step time over a call of 60 minutes of the call's own clock; callers type
                                   unless there is a folder of .wav and .flac
          calibration BUNDLE [CALLS]
                                   what an engine with memory for so many calls (32) measures at start
          cosyvoice small|full [CHUNKS] [LEFT]
                                   chunk 1 of CosyVoice2's flow and vocoder against chunk 50, random weights; LEFT: mask
                                   chunks that a frame sees before its own (small: -1, all; full: 2)
          cosyvoice load           time to load its flow and vocoder at the released sizes, and memory
          cosyvoice language [LANES] [STEPS]
                                   CosyVoice2's language model at its released size, random weights, float32: loading,
                                   memory, steps of 1, 2, 4 ... utterances at once (4 lanes, 20 steps)
          overhead [TURNS]         turns through grains and streams against their steps called directly (300)
          lanes [THREADS]          attention over lanes in slots against lanes in pages (1 thread)
          sensevoice               a SenseVoiceSmall of the published size, random weights: loading, memory, one utterance
          qwen                     a Qwen2.5-0.5B-Instruct of the published layout and size, bfloat16, random weights:
                                   loading, memory, first logits and tokens a second, in TorchSharp and as a graph
          --filter '*'             micro benchmarks of the hot path (BenchmarkDotNet; allocated bytes count first)
        """);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(DecodeComparison).Assembly).Run(args);
return 0;
