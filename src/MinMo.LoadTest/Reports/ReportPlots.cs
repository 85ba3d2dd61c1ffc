using MinMo.LoadTest.Callers;
using MinMo.LoadTest.Capacity;
using MinMo.LoadTest.Measures;
using MinMo.LoadTest.Speech;
using ScottPlot;

namespace MinMo.LoadTest.Reports;

/// <summary>The pictures of a report, as SVG.</summary>
internal static class ReportPlots
{
    private const int Width = 900;
    private const int Height = 320;
    private const int TimelineHeight = 220;
    private const double Milliseconds = 1000;

    private static readonly Dictionary<SpeechRole, Color> RoleColors = new()
    {
        [SpeechRole.Turn] = Colors.SteelBlue,
        [SpeechRole.BargeIn] = Color.FromHex("#b22222"),
        [SpeechRole.BackChannel] = Color.FromHex("#daa520"),
        [SpeechRole.Background] = Colors.Gray,
    };

    /// <summary>Which share of turns was answered, and of interruptions obeyed, within a time.</summary>
    public static string LatencyCdf(LoadMeasures measures)
    {
        var plot = new Plot();
        foreach (var (name, text, color) in (ReadOnlySpan<(string, string, Color)>)
            [("first_audio", "end of speech to first audio", Colors.SteelBlue), ("barge_in", "barge-in to silence", Color.FromHex("#b22222"))])
        {
            var sorted = measures[name].Sorted;
            if (sorted.Count > 0)
            {
                var line = plot.Add.Scatter(
                    sorted.Prepend(sorted[0]).Select(static value => value * Milliseconds).ToArray(),
                    Enumerable.Range(0, sorted.Count + 1).Select(index => (double)index / sorted.Count).ToArray(), color);
                line.ConnectStyle = ConnectStyle.StepHorizontal;
                line.MarkerSize = 0;
                line.LineWidth = 2;
                line.LegendText = text;
            }
        }

        plot.Axes.AutoScale();
        plot.Axes.SetLimits(left: 0, bottom: 0, top: 1.02);
        plot.XLabel("ms");
        plot.YLabel("share");
        plot.ShowLegend(Alignment.LowerRight);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>Each turn's wait over the number of calls that stood then.</summary>
    public static string LatencyOverLoad(LoadReport report)
    {
        var plot = new Plot();
        var points = (
            from call in report.All.Calls
            from turn in call.Turns
            where turn.FirstAudio is not null
            let at = call.Call.StartedAt + turn.End
            select (Calls: ActiveCalls.At(report.Outcome.Calls, at), Wait: turn.FirstAudio!.Value.TotalMilliseconds)).ToArray();
        if (points.Length > 0)
        {
            var dots = plot.Add.ScatterPoints(
                points.Select(static point => (double)point.Calls).ToArray(), points.Select(static point => point.Wait).ToArray(),
                Colors.SteelBlue.WithAlpha(0.5));
            dots.MarkerSize = 5;
            var high = points.GroupBy(static point => point.Calls).OrderBy(static group => group.Key).ToArray();
            var line = plot.Add.Scatter(
                high.Select(static group => (double)group.Key).ToArray(),
                high.Select(static group => new Distribution(group.Select(static point => point.Wait)).At(95)).ToArray(),
                Color.FromHex("#b22222"));
            line.LegendText = "95th percentile";
            plot.ShowLegend(Alignment.UpperLeft);
        }

        plot.Axes.AutoScale();
        plot.Axes.SetLimits(left: 0, bottom: 0);
        plot.XLabel("calls at once");
        plot.YLabel("first audio, ms");
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>A measure of every trial over its calls, and what was promised of it.</summary>
    public static string Trials(ServiceLevelClause clause, IReadOnlyList<CapacityProbe> probes)
    {
        var unit = MeasureDefinition.Find(clause.Measure)!.Value.Measure.Unit;
        var (scale, name) = unit switch
        {
            MeasureUnit.Seconds or MeasureUnit.SecondsEachMinute => (Milliseconds, "ms"),
            MeasureUnit.Share => (100, "%"),
            _ => (1.0, ""),
        };
        var plot = new Plot();
        foreach (var (kept, color) in (ReadOnlySpan<(bool, Color)>)[(true, Colors.SeaGreen), (false, Color.FromHex("#b22222"))])
        {
            var points = probes.Where(probe => probe.IsMet == kept)
                .Select(probe => (X: (double)probe.Calls, Y: probe.Report.All.Value(clause.Measure) * scale))
                .Where(static point => double.IsFinite(point.Y)).ToArray();
            if (points.Length > 0)
            {
                var dots = plot.Add.ScatterPoints(
                    points.Select(static point => point.X).ToArray(), points.Select(static point => point.Y).ToArray(), color);
                dots.MarkerSize = 8;
                dots.LegendText = kept ? "level kept" : "level not kept";
            }
        }

        plot.Add.HorizontalLine(clause.Limit * scale, 1, Colors.Gray).LegendText = clause.ToString();
        plot.Axes.AutoScale();
        plot.Axes.SetLimits(left: 0, bottom: 0);
        plot.XLabel("calls");
        plot.YLabel($"{clause.Measure} {name}");
        plot.ShowLegend(Alignment.UpperLeft);
        return plot.GetSvgXml(Width, Height);
    }

    /// <summary>Who was heard when in one call; underruns are marked.</summary>
    public static string Timeline(CallRecord call)
    {
        var plot = new Plot();
        foreach (var spoke in call.Moments.OfType<CallerSpoke>())
        {
            Bar(plot, spoke.At, spoke.Until, 1, RoleColors[spoke.Role]);
        }

        foreach (var sounded in call.Moments.OfType<AgentSounded>())
        {
            Bar(plot, sounded.At, sounded.Until, 0, Colors.SeaGreen);
        }

        foreach (var underrun in call.Moments.OfType<PlayoutUnderran>())
        {
            plot.Add.VerticalLine(underrun.At.TotalSeconds, 1, Colors.Red);
        }

        foreach (var (role, color) in RoleColors)
        {
            plot.Legend.ManualItems.Add(new LegendItem { LabelText = role.ToString(), FillColor = color });
        }

        plot.Axes.Left.SetTicks([0.4, 1.4], ["agent", "caller"]);
        plot.Axes.SetLimits(0, Math.Max(1, call.Length.TotalSeconds), -0.2, 2.2);
        plot.XLabel("seconds");
        plot.ShowLegend(Edge.Right);
        return plot.GetSvgXml(Width, TimelineHeight);
    }

    private static void Bar(Plot plot, TimeSpan from, TimeSpan until, double row, Color color)
    {
        var bar = plot.Add.Rectangle(from.TotalSeconds, until.TotalSeconds, row, row + 0.8);
        bar.FillColor = color;
        bar.LineWidth = 0;
    }
}
