using System.Globalization;
using System.Text;

namespace MinMo.LoadTest.Engine;

/// <summary>Reads the text format of Prometheus (exposition format 0.0.4, also OpenMetrics): names, labels, values.
/// Comments, times and exemplars are left out, and so is a line that is none.</summary>
public static class PrometheusText
{
    /// <summary>Reads a page.</summary>
    public static EngineFigures Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var figures = new List<EngineFigure>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (ParseLine(line.Trim()) is { } figure)
            {
                figures.Add(figure);
            }
        }

        return new EngineFigures(figures);
    }

    private static EngineFigure? ParseLine(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] == '#')
        {
            return null;
        }

        int end = line.IndexOfAny('{', ' ');
        if (end <= 0)
        {
            return null;
        }

        string name = line[..end].ToString();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        var rest = line[end..];
        if (rest[0] == '{' && !TryReadLabels(ref rest, labels))
        {
            return null;
        }

        rest = rest.TrimStart();
        int blank = rest.IndexOf(' ');
        return TryReadNumber(blank < 0 ? rest : rest[..blank], out double value) ? new EngineFigure(name, labels, value) : null;
    }

    private static bool TryReadLabels(ref ReadOnlySpan<char> rest, Dictionary<string, string> labels)
    {
        rest = rest[1..];
        while (true)
        {
            rest = rest.TrimStart(", ");
            if (rest.StartsWith("}"))
            {
                rest = rest[1..];
                return true;
            }

            int equals = rest.IndexOf("=\"");
            if (equals <= 0)
            {
                return false;
            }

            string name = rest[..equals].Trim().ToString();
            rest = rest[(equals + 2)..];
            if (!TryReadQuoted(ref rest, out string value))
            {
                return false;
            }

            labels[name] = value;
        }
    }

    private static bool TryReadQuoted(ref ReadOnlySpan<char> rest, out string value)
    {
        var text = new StringBuilder();
        for (int at = 0; at < rest.Length; at++)
        {
            char letter = rest[at];
            if (letter == '"')
            {
                rest = rest[(at + 1)..];
                value = text.ToString();
                return true;
            }

            if (letter == '\\' && at + 1 < rest.Length)
            {
                letter = rest[++at] is 'n' ? '\n' : rest[at];
            }

            text.Append(letter);
        }

        value = "";
        return false;
    }

    private static bool TryReadNumber(ReadOnlySpan<char> text, out double value)
    {
        value = text switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            "NaN" => double.NaN,
            _ => 0,
        };
        return value != 0 || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }
}
