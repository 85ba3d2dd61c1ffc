using System.Globalization;
using MinMo.Benchmarks.Engines;
using MinMo.Models.Bundles;
using MinMo.Models.Duplex;
using MinMo.Models.Hearing;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;
using MinMo.Testing.Files;

namespace MinMo.Benchmarks.Listening;

/// <summary>What one tick of listening costs in a model of the family <c>minmo</c>, part by part, for few and for many
/// calls at once: the ear (encoder and projector), a row of the language model, the duplex predictor. One thread; float32 and
/// 8 bit take turns.</summary>
internal sealed class ListenCosts : IDisposable
{
    private const int LaneLength = 512;
    private const int WarmUp = 70; // longer than any part looks back
    private static readonly int[] Calls = [1, 2, 4, 8, 16, 24];

    private readonly TemporaryFolder _graphs = new();
    private readonly HearingLanes _ear;
    private readonly OnnxDecoder _language;
    private readonly DuplexPredictorLanes _predictor;
    private readonly float[] _tick;
    private readonly float[] _row;

    private ListenCosts(MinmoBundle bundle, WeightPrecision precision)
    {
        var most = Calls[^1];
        var graph = new OnnxDecoderFolder(_graphs.Of("language"));
        graph.EnsureWritten(bundle.LanguageModelFolder, precision);
        _language = OnnxDecoder.Open(graph, most, LaneLength, new OnnxSessionSettings());
        _ear = HearingLanes.Open(
            new HearingParts(bundle.SpeechEncoderFolder, bundle.InputProjectorFolder, bundle.LanguageModelFolder),
            (new GraphFolder(_graphs.Of("ear")), precision), most);
        _predictor = DuplexPredictorLanes.Open(bundle.DuplexPredictorFolder, new GraphFolder(_graphs.Of("predictor")), most);
        var random = new Random(1);
        _tick = [.. Enumerable.Range(0, _ear.TickSamples).Select(_ => 0.1f * (random.NextSingle() - 0.5f))];
        _row = [.. Enumerable.Range(0, _language.Configuration.HiddenSize).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>Prints a table.</summary>
    /// <param name="bundle">Name of a bundle of the family <c>minmo</c>.</param>
    /// <param name="ticks">Ticks measured for each number of calls.</param>
    public static void Run(string bundle, int ticks)
        => BenchmarkEngine.With(bundle, installed =>
        {
            var parts = installed as MinmoBundle
                ?? throw new ArgumentException($"'{bundle}' is not of the family minmo: its parts do not hear row by row");
            using var exact = new ListenCosts(parts, WeightPrecision.Float32);
            using var rounded = new ListenCosts(parts, WeightPrecision.Int8);
            exact.Measure(Calls[^1], ticks); // until everything is compiled for good
            Console.WriteLine("calls at once          ear ms   language model ms   predictor ms   together ms   a call ms");
            foreach (var calls in Calls)
            {
                Print($"{calls,13} float32", exact.Measure(calls, ticks), calls);
                Print($"{calls,13} 8 bit  ", rounded.Measure(calls, ticks), calls);
            }
        });

    public void Dispose()
    {
        _ear.Dispose();
        _language.Dispose();
        _predictor.Dispose();
        _graphs.Dispose();
    }

    private double[] Measure(int calls, int ticks)
    {
        int[] lanes = [.. Enumerable.Range(0, calls)];
        Array.ForEach(lanes, _ear.Reset);
        Array.ForEach(lanes, _predictor.Reset);
        ReadOnlyMemory<float>[] samples = [.. lanes.Select(_ => (ReadOnlyMemory<float>)_tick)];
        float[] hidden = [.. lanes.SelectMany(_ => _row)];
        var speaking = new bool[calls];
        var past = 0;
        Action[] parts =
        [
            () => _ear.Step(lanes, samples),
            () => _language.Step([.. lanes.Select(lane => new LaneRow
            {
                Slot = lane, Past = past, Embeddings = _row, Demand = RowDemand.HiddenStates,
            })]),
            () => _predictor.Step(lanes, hidden, speaking),
        ];
        var times = new double[parts.Length];
        for (var tick = -WarmUp; tick < ticks; tick++)
        {
            past = (tick + WarmUp) % (LaneLength / 2);
            for (var part = 0; part < parts.Length; part++)
            {
                var began = TimeProvider.System.GetTimestamp();
                parts[part]();
                times[part] += tick < 0 ? 0 : TimeProvider.System.GetElapsedTime(began).TotalMilliseconds / ticks;
            }
        }

        return times;
    }

    private static void Print(string title, double[] times, int calls)
        => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{title} {times[0],8:F2} {times[1],19:F2} {times[2],14:F2} {times.Sum(),13:F2} {times.Sum() / calls,11:F2}"));
}
