using ScottPlot;

namespace MinMo.Training.Loop;

/// <summary>Draws the measures of a stage over its steps, one panel for each measure.</summary>
public static class MetricsPlot
{
    private const int Width = 900;
    private const int PanelHeight = 260;
    private const int MostPanels = 8;

    /// <summary>Writes the picture; nothing if nothing was measured.</summary>
    /// <param name="metrics">Read anew.</param>
    /// <param name="path">A PNG file.</param>
    public static void Write(MetricsFile metrics, string path)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var measures = metrics.Read().GroupBy(static row => row.Measure).Take(MostPanels).ToArray();
        if (measures.Length == 0)
        {
            return;
        }

        var panels = new Multiplot();
        panels.AddPlots(measures.Length);
        for (var index = 0; index < measures.Length; index++)
        {
            var plot = panels.GetPlot(index);
            double[] steps = [.. measures[index].Select(static row => (double)row.Step)];
            double[] values = [.. measures[index].Select(static row => row.Value)];
            var line = plot.Add.ScatterLine(steps, values);
            line.LineWidth = 2;
            plot.YLabel(measures[index].Key);
            plot.Axes.AutoScale();
        }

        panels.SavePng(path, Width, PanelHeight * measures.Length);
    }
}
