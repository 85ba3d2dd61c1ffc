using System.Globalization;
using MinMo.LoadTest.Measures;

namespace MinMo.LoadTest.Capacity;

/// <summary>What must hold for a number of calls to count: <c>miss&lt;=0.1%,first_audio_p95&lt;=800ms</c>.</summary>
/// <param name="Clauses">All of them must hold; at least one.</param>
public sealed record ServiceLevel(IReadOnlyList<ServiceLevelClause> Clauses)
{
    /// <summary>Reads clauses that are parted by commas. Times take <c>ms</c> or <c>s</c>, shares <c>%</c> or a number
    /// from 0 to 1.</summary>
    /// <exception cref="ServiceLevelException">It cannot be read.</exception>
    public static ServiceLevel Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0
            ? throw new ServiceLevelException("a service level has at least one clause, such as first_audio_p95<=800ms")
            : new ServiceLevel([.. parts.Select(ParseClause)]);
    }

    /// <summary>The clauses that measures do not keep, in words.</summary>
    public IReadOnlyList<ServiceLevelViolation> ViolationsOf(LoadMeasures measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
        return [.. Clauses
            .Select(clause => new ServiceLevelViolation(clause, measures.Value(clause.Measure)))
            .Where(static pair => !pair.Clause.IsMet(pair.Value))];
    }

    /// <inheritdoc />
    public override string ToString() => string.Join(',', Clauses);

    private static ServiceLevelClause ParseClause(string text)
    {
        int at = text.IndexOf("<=", StringComparison.Ordinal);
        bool atMost = at >= 0;
        at = atMost ? at : text.IndexOf(">=", StringComparison.Ordinal);
        if (at < 0)
        {
            throw new ServiceLevelException($"'{text}' has neither <= nor >=");
        }

        string name = text[..at].Trim();
        var (measure, _) = MeasureDefinition.Find(name) ?? throw new ServiceLevelException(
            $"there is no measure '{name}'; known are {string.Join(", ", MeasureDefinition.Names)}");
        return new ServiceLevelClause(name, atMost, ParseLimit(text[(at + 2)..].Trim(), measure));
    }

    private static double ParseLimit(string text, MeasureDefinition measure)
    {
        bool isTime = measure.Unit is MeasureUnit.Seconds or MeasureUnit.SecondsEachMinute;
        var (unit, factor) = text switch
        {
            _ when isTime && text.EndsWith("ms", StringComparison.Ordinal) => ("ms", 0.001),
            _ when isTime && text.EndsWith('s') => ("s", 1),
            _ when measure.Unit == MeasureUnit.Share && text.EndsWith('%') => ("%", 0.01),
            _ => ("", isTime ? double.NaN : 1),
        };
        if (double.IsNaN(factor))
        {
            throw new ServiceLevelException($"'{text}' is no time: {measure.Name} is given in ms or s");
        }

        return double.TryParse(text[..^unit.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
                ? number * factor
                : throw new ServiceLevelException($"'{text}' is no limit of {measure.Name}");
    }
}
