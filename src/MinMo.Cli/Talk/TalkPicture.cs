using MinMo.Abstractions.Streams;
using ScottPlot;

namespace MinMo.Cli.Talk;

/// <summary>Draws a call as a timeline: both voices, what the turn engine saw, and in which state it was.</summary>
internal static class TalkPicture
{
    private const int PixelsPerSecond = 60;
    private const int Height = 760;

    private static readonly Dictionary<TurnPhase, Color> PhaseColors = new()
    {
        [TurnPhase.Hearing] = Color.FromHex("#9ecae1"),
        [TurnPhase.Pausing] = Color.FromHex("#fdd0a2"),
        [TurnPhase.Thinking] = Color.FromHex("#fdae6b"),
        [TurnPhase.Speaking] = Color.FromHex("#a1d99b"),
        [TurnPhase.Suspecting] = Color.FromHex("#fc9272"),
    };

    /// <summary>Writes the picture.</summary>
    /// <param name="path">A PNG file.</param>
    /// <param name="recorder">Both voices.</param>
    /// <param name="journal">Ticks and turns.</param>
    public static void Write(string path, CallRecorder recorder, TalkJournal journal)
    {
        double seconds = (double)recorder.Caller.Count / AgentEar.RateHz;
        var multiplot = new Multiplot();
        multiplot.AddPlots(3);
        DrawVoice(multiplot.GetPlot(0), "caller", recorder.Caller, Colors.SteelBlue, journal.Ticks);
        DrawVoice(multiplot.GetPlot(1), "agent", recorder.Agent, Colors.SeaGreen, journal.Ticks);
        DrawEvidence(multiplot.GetPlot(2), journal);
        for (int i = 0; i < 3; i++)
        {
            multiplot.GetPlot(i).Axes.SetLimitsX(0, Math.Max(1, seconds));
        }

        int width = (int)Math.Clamp(seconds * PixelsPerSecond, 900, 6000);
        multiplot.SavePng(path, width, Height);
    }

    private static void DrawVoice(
        Plot plot, string title, IReadOnlyList<short> samples, Color color, IReadOnlyList<DuplexObserved> ticks)
    {
        DrawPhases(plot, ticks);
        var (times, low, high) = Envelope(samples);
        var fill = plot.Add.FillY(times, low, high);
        fill.FillColor = color;
        fill.LineColor = color;
        plot.Axes.SetLimitsY(-1, 1);
        plot.YLabel(title);
    }

    private static void DrawEvidence(Plot plot, TalkJournal journal)
    {
        DrawPhases(plot, journal.Ticks);
        double[] times = [.. journal.Ticks.Select(tick => tick.At.Milliseconds / 1000)];
        Line(plot, "speech", times, journal.Ticks.Select(tick => (double)tick.Speech), Colors.SteelBlue);
        Line(plot, "respond", times, journal.Ticks.Select(tick => (double)tick.Evidence.Respond), Colors.DarkOrange);
        Line(plot, "yield", times, journal.Ticks.Select(tick => (double)tick.Evidence.Yield), Colors.Red);
        foreach (var turn in journal.Turns.Where(turn => turn.FirstAudio is not null))
        {
            var mark = plot.Add.VerticalLine(turn.FirstAudio!.Value.Milliseconds / 1000);
            mark.Color = Colors.SeaGreen;
            mark.Text = $"{turn.FirstAudioMs:F0} ms";
            mark.LabelOppositeAxis = true;
        }

        foreach (var (phase, color) in PhaseColors)
        {
            plot.Legend.ManualItems.Add(new LegendItem
            {
                LabelText = phase.ToString().ToLowerInvariant(),
                FillColor = color,
            });
        }

        plot.Axes.SetLimitsY(-0.02, 1.05);
        plot.YLabel("probability");
        plot.XLabel("seconds");
        plot.ShowLegend(Edge.Bottom);
    }

    private static void Line(Plot plot, string label, double[] times, IEnumerable<double> values, Color color)
    {
        var line = plot.Add.ScatterLine(times, values.ToArray(), color);
        line.LegendText = label;
    }

    private static void DrawPhases(Plot plot, IReadOnlyList<DuplexObserved> ticks)
    {
        for (int begin = 0; begin < ticks.Count;)
        {
            int end = begin + 1;
            while (end < ticks.Count && ticks[end].Phase == ticks[begin].Phase)
            {
                end++;
            }

            if (PhaseColors.TryGetValue(ticks[begin].Phase, out var color))
            {
                double from = ticks[begin].At.Milliseconds / 1000;
                double to = ticks[Math.Min(end, ticks.Count - 1)].At.Milliseconds / 1000;
                plot.Add.HorizontalSpan(from, to, color.WithAlpha(.35));
            }

            begin = end;
        }
    }

    private static (double[] Times, double[] Low, double[] High) Envelope(IReadOnlyList<short> samples)
    {
        const int Block = AgentEar.RateHz / 100;
        int blocks = samples.Count / Block;
        var (times, low, high) = (new double[blocks], new double[blocks], new double[blocks]);
        for (int i = 0; i < blocks; i++)
        {
            times[i] = (double)i * Block / AgentEar.RateHz;
            for (int j = i * Block; j < (i + 1) * Block; j++)
            {
                low[i] = Math.Min(low[i], samples[j] / 32768.0);
                high[i] = Math.Max(high[i], samples[j] / 32768.0);
            }
        }

        return (times, low, high);
    }
}
