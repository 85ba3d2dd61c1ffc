using MinMo.LoadTest.Callers;

namespace MinMo.LoadTest.Measures;

/// <summary>Many calls in figures. What was not observed is NaN.</summary>
public sealed class LoadMeasures
{
    private readonly Dictionary<string, Distribution> _distributions = [];
    private readonly Dictionary<string, double> _figures = [];

    /// <summary>Pools the calls.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="refused">How many did not come about.</param>
    /// <param name="missShare">Share of deadlines that the engine's steps missed; NaN if it does not tell.</param>
    public LoadMeasures(IReadOnlyList<CallMeasures> calls, int refused, double missShare)
    {
        ArgumentNullException.ThrowIfNull(calls);
        Calls = calls;
        Pool();
        var turns = calls.SelectMany(static call => call.Turns).Where(static turn => turn.Counts).ToArray();
        var bargeIns = calls.SelectMany(static call => call.BargeIns).ToArray();
        double spoken = calls.Sum(static call => call.AgentSpeech.TotalMinutes);
        double length = calls.Sum(static call => call.Call.Length.TotalMinutes);
        int disturbances = calls.Sum(static call => call.Disturbances);
        _figures["unanswered"] = Ratio(turns.Count(static turn => turn.FirstAudio is null), turns.Length);
        _figures["cut_ins"] = Ratio(turns.Count(static turn => turn.CutIn), turns.Length);
        _figures["talk_over"] = Ratio(calls.Sum(static call => call.TalkOver.TotalSeconds), length);
        _figures["missed_stops"] = Ratio(bargeIns.Count(static attempt => attempt.Missed), bargeIns.Length);
        _figures["false_stops"] = Ratio(calls.Sum(static call => call.FalseStops), disturbances);
        _figures["hesitations"] = Ratio(calls.Sum(static call => call.Hesitations), disturbances);
        _figures["underruns"] = Ratio(calls.Sum(static call => call.Underruns), spoken);
        _figures["viability"] = Ratio(
            calls.Sum(static call => call.ChunksInTime), calls.Sum(static call => call.LaterChunks));
        _figures["drift"] = new Distribution(
            calls.Select(static call => call.DriftPerMinute).Where(double.IsFinite)).At(95);
        _figures["refused"] = Ratio(refused, refused + calls.Count);
        _figures["broken"] = Ratio(calls.Count(static call => call.Call.Ending == CallEnding.Broken), calls.Count);
        _figures["miss"] = missShare;
        _figures["calls"] = calls.Count;
        _figures["turns"] = turns.Length;
    }

    /// <summary>The calls that were pooled.</summary>
    public IReadOnlyList<CallMeasures> Calls { get; }

    /// <summary>The distribution of a measure that has one.</summary>
    /// <exception cref="KeyNotFoundException">There is no such distribution.</exception>
    public Distribution this[string name] => _distributions[name];

    /// <summary>The value of a name as in <see cref="MeasureDefinition.Names"/>, in seconds, shares or numbers; NaN if it
    /// was not observed.</summary>
    /// <exception cref="ArgumentException">There is no such name.</exception>
    public double Value(string name)
    {
        var (measure, statistic) = MeasureDefinition.Find(name)
            ?? throw new ArgumentException($"there is no measure '{name}'", nameof(name));
        if (statistic is null)
        {
            return _figures[measure.Name];
        }

        var distribution = _distributions[measure.Name];
        return statistic switch
        {
            "max" => distribution.Largest,
            "mean" => distribution.Mean,
            "p50" => distribution.At(50),
            "p90" => distribution.At(90),
            "p95" => distribution.At(95),
            _ => distribution.At(99),
        };
    }

    private void Pool()
    {
        _distributions["setup"] = new Distribution(Calls.Select(static call => call.Call.SetUp.TotalSeconds));
        _distributions["first_audio"] = new Distribution(Calls.SelectMany(static call => call.Turns)
            .Where(static turn => turn.FirstAudio is not null).Select(static turn => turn.FirstAudio!.Value.TotalSeconds));
        _distributions["barge_in"] = new Distribution(Calls.SelectMany(static call => call.BargeIns)
            .Where(static attempt => attempt.ToSilence is not null)
            .Select(static attempt => attempt.ToSilence!.Value.TotalSeconds));
        _distributions["lag"] = new Distribution(Calls.SelectMany(static call => call.Lags));
    }

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : double.NaN;
}
