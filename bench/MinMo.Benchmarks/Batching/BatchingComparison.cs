using System.Diagnostics;
using System.Globalization;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Benchmarks.Engines;
using MinMo.Inference.Engine;

namespace MinMo.Benchmarks.Batching;

/// <summary>
/// The rows a second of many calls that ask at once beside those of the same calls that ask one after the other, kind by
/// kind, in turn and in one run; and the processor time of a row, which other programs on the machine change little.
/// </summary>
internal static class BatchingComparison
{
    private const int WarmUpRounds = 3;

    public static Task RunAsync(string bundle, int calls, int rounds)
        => BenchmarkEngine.UseAsync(bundle, options => Configure(options, calls), async engine =>
        {
            var open = new List<BatchingCall>();
            for (int call = 0; call < calls; call++)
            {
                var request = new SessionRequest(new CallId($"batching-{call}"), new CallSettings());
                open.Add(new BatchingCall(engine, (Admission.Granted)await engine.OpenAsync(request, CancellationToken.None)));
            }

            await CompareAsync(open, rounds);
        });

    private static void Configure(EngineOptions options, int calls)
    {
        (options.Places, options.Calibrates) = (calls, false);
        foreach (var kind in options.BatchLimits.Keys.ToArray())
        {
            options.BatchLimits[kind] = Math.Max(options.BatchLimits[kind], kind is StepKind.Listen or StepKind.Think ? calls : 1);
        }
    }

    private static async Task CompareAsync(List<BatchingCall> calls, int rounds)
    {
        Console.WriteLine($"{calls.Count} calls, {rounds} rounds, {Environment.ProcessorCount} processors");
        Console.WriteLine("kind         one by one rows/s   at once rows/s   ratio   processor ms a row, one by one   at once   ratio");
        var (alone, together) = (new Dictionary<StepKind, Measured>(), new Dictionary<StepKind, Measured>());
        for (int round = -WarmUpRounds; round < rounds; round++)
        {
            foreach (var kind in BatchingCall.Kinds)
            {
                var one = await MeasureAsync(() => OneByOneAsync(calls, kind));
                var all = await MeasureAsync(() => AtOnceAsync(calls, kind));
                if (round >= 0)
                {
                    alone[kind] = alone.GetValueOrDefault(kind) + one;
                    together[kind] = together.GetValueOrDefault(kind) + all;
                }
            }
        }

        foreach (var kind in BatchingCall.Kinds.Where(kind => alone[kind].Rows > 0 && together[kind].Rows > 0))
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{kind,-12} {alone[kind].Rate,17:F1} {together[kind].Rate,16:F1} {together[kind].Rate / alone[kind].Rate,7:F2}"
                + $"{alone[kind].Processor,34:F3} {together[kind].Processor,9:F3} {alone[kind].Processor / together[kind].Processor,7:F2}"));
        }
    }

    private static async Task<int> OneByOneAsync(List<BatchingCall> calls, StepKind kind)
    {
        int rows = 0;
        foreach (var call in calls)
        {
            rows += await call.RunAsync(kind);
        }

        return rows;
    }

    private static async Task<int> AtOnceAsync(List<BatchingCall> calls, StepKind kind)
        => (await Task.WhenAll(calls.Select(call => call.RunAsync(kind)))).Sum();

    private static async Task<Measured> MeasureAsync(Func<Task<int>> run)
    {
        long began = Stopwatch.GetTimestamp();
        var processor = Environment.CpuUsage.TotalTime;
        int rows = await run();
        return new Measured(rows, Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - processor);
    }

    /// <summary>Rows and the time they took.</summary>
    private readonly record struct Measured(int Rows, TimeSpan Time, TimeSpan ProcessorTime)
    {
        public double Rate => Rows / Time.TotalSeconds;

        public double Processor => ProcessorTime.TotalMilliseconds / Rows;

        public static Measured operator +(Measured left, Measured right)
            => new(left.Rows + right.Rows, left.Time + right.Time, left.ProcessorTime + right.ProcessorTime);
    }
}
