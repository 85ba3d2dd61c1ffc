using System.Globalization;

namespace MinMo.Training.Loop;

/// <summary>Measures of a stage over steps as CSV, one measure a line, so that a stage may name new ones at any time.</summary>
/// <param name="path">Appended to.</param>
public sealed class MetricsFile(string path)
{
    private const string Header = "step,seconds,measure,value";

    /// <summary>Reads everything back, in the order written.</summary>
    /// <exception cref="FormatException">A line is malformed.</exception>
    public IEnumerable<(long Step, string Measure, double Value)> Read()
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var fields = line.Split(',');
            if (fields.Length != 4)
            {
                throw new FormatException($"'{line}' in {path} is not '{Header}'");
            }

            yield return (
                long.Parse(fields[0], CultureInfo.InvariantCulture), fields[2],
                double.Parse(fields[3], CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Appends the means of the measures.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="seconds">Wall seconds trained in all.</param>
    /// <param name="metrics">The measures.</param>
    public void Append(long step, double seconds, StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var begins = !File.Exists(path);
        using var writer = new StreamWriter(path, append: true);
        if (begins)
        {
            writer.WriteLine(Header);
        }

        foreach (var (name, value) in metrics.Means)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{step},{seconds:F1},{name},{value:G6}"));
        }
    }

    /// <summary>Drops what was written after a step: a stage that goes on from a checkpoint writes it again.</summary>
    public void Rewind(long step)
    {
        if (File.Exists(path))
        {
            string[] kept = [.. File.ReadLines(path).Where((line, index) => index == 0 || StepOf(line) <= step)];
            File.WriteAllLines(path, kept);
        }
    }

    private static long StepOf(string line) => long.Parse(line.AsSpan(0, line.IndexOf(',')), CultureInfo.InvariantCulture);
}
