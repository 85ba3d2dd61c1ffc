using System.Globalization;
using System.Text;
using MinMo.LoadTest.Measures;

namespace MinMo.LoadTest.Reports;

/// <summary>Every observation on a line of its own: call, tenant, dialogue, measure, time in the run, value; times in
/// seconds.</summary>
public static class ReportCsv
{
    /// <summary>The whole file, with a heading.</summary>
    public static string Write(LoadReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var csv = new StringBuilder("call,tenant,dialogue,measure,at,value\n");
        foreach (var call in report.All.Calls)
        {
            foreach (var (measure, at, value) in ObservationsOf(call))
            {
                csv.Append(CultureInfo.InvariantCulture,
                    $"{call.Call.Number},{Quote(call.Call.Tenant)},{Quote(call.Call.Dialogue)},{measure},{at:0.###},{value:0.####}\n");
            }
        }

        foreach (var refusal in report.Outcome.Refusals)
        {
            csv.Append(CultureInfo.InvariantCulture,
                $",{Quote(refusal.Tenant)},,{Quote("refused " + refusal.Reason)},{refusal.At.TotalSeconds:0.###},{refusal.AnsweredIn.TotalSeconds:0.####}\n");
        }

        return csv.ToString();
    }

    private static IEnumerable<(string Measure, double At, double Value)> ObservationsOf(CallMeasures call)
    {
        double start = call.Call.StartedAt.TotalSeconds;
        yield return ("setup", start, call.Call.SetUp.TotalSeconds);
        foreach (var turn in call.Turns.Where(static turn => turn.Counts))
        {
            yield return turn.FirstAudio is { } first
                ? ("first_audio", start + turn.End.TotalSeconds, first.TotalSeconds)
                : ("unanswered", start + turn.End.TotalSeconds, 1);
        }

        foreach (var attempt in call.BargeIns)
        {
            yield return attempt.ToSilence is { } silence
                ? ("barge_in", start + attempt.Onset.TotalSeconds, silence.TotalSeconds)
                : ("missed_stop", start + attempt.Onset.TotalSeconds, 1);
        }

        double end = start + call.Call.Length.TotalSeconds;
        yield return ("underruns", end, call.Underruns);
        yield return ("false_stops", end, call.FalseStops);
        yield return ("talk_over", end, call.TalkOver.TotalSeconds);
    }

    private static string Quote(string text)
        => text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
