using System.Globalization;
using MinMo.Inference.Engine;

namespace MinMo.Benchmarks.Engines;

/// <summary>What an engine measures at start, and how many calls it reckons from it.</summary>
internal static class CalibrationReport
{
    public static Task RunAsync(string bundle, int places) => BenchmarkEngine.UseAsync(
        bundle, options => options.Places = places, static engine =>
        {
            Tell(engine);
            return Task.CompletedTask;
        });

    private static void Tell(InferenceEngine engine)
    {
        var capacity = engine.Capacity;
        Console.WriteLine("kind          ms a batch   ms a row   largest batch");
        foreach (var cost in capacity.Costs)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{cost.Kind,-12} {cost.Batch.TotalMilliseconds,11:F2} {cost.Row.TotalMilliseconds,10:F2} {cost.LargestBatch,15}"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{capacity.RealTimeCalls} of {capacity.Places} calls keep real time; {capacity.LimitingKind} steps on device {capacity.LimitingDevice} "
            + $"limit them, busy for {capacity.Load:P0}"));
    }
}
