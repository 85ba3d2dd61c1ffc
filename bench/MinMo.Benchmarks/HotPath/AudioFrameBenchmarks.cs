using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using MinMo.Audio.Playout;
using MinMo.Audio.Resampling;

namespace MinMo.Benchmarks.HotPath;

/// <summary>What every 20 ms of every call costs before any model sees it. Allocated bytes must stay 0.</summary>
[MemoryDiagnoser]
[Config(typeof(InProcess))]
public class AudioFrameBenchmarks
{
    private readonly float[] _frame = new float[480];
    private readonly float[] _resampled = new float[321];
    private readonly short[] _pcm = new short[480];
    private readonly Resampler _resampler = new(24_000, 16_000);
    private readonly PlayoutBuffer _playout = new(24_000, 24_000);
    private readonly PlayoutSegment _segment = new(1);

    /// <summary>24 kHz to 16 kHz.</summary>
    [Benchmark(Baseline = true)]
    public int Resample() => _resampler.Process(_frame, _resampled);

    /// <summary>A frame into the playout buffer and out of it.</summary>
    [Benchmark]
    public int Play()
    {
        _playout.Enqueue(_segment, _pcm);
        return _playout.Pull(_pcm);
    }

    private sealed class InProcess : ManualConfig
    {
        public InProcess() => AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
    }
}
