using System.Globalization;
using MinMo.LoadTest.Measures;

namespace MinMo.LoadTest.Capacity;

/// <summary>One promise of a service level.</summary>
/// <param name="Measure">A name of <see cref="MeasureDefinition.Names"/>.</param>
/// <param name="AtMost">Whether the limit is the largest value, else the smallest.</param>
/// <param name="Limit">In seconds, shares (0 to 1) or numbers.</param>
public sealed record ServiceLevelClause(string Measure, bool AtMost, double Limit)
{
    /// <summary>Whether a value keeps the promise. What was not observed does not.</summary>
    public bool IsMet(double value) => AtMost ? value <= Limit : value >= Limit;

    /// <summary>As it was written, in the largest unit that needs no exponent.</summary>
    public override string ToString()
    {
        var unit = MeasureDefinition.Find(Measure)!.Value.Measure.Unit;
        string limit = unit switch
        {
            MeasureUnit.Share => Text(Limit * 100) + "%",
            MeasureUnit.Seconds or MeasureUnit.SecondsEachMinute => Text(Limit * 1000) + "ms",
            _ => Text(Limit),
        };
        return Measure + (AtMost ? "<=" : ">=") + limit;
    }

    private static string Text(double value) => Math.Round(value, 9).ToString("0.#########", CultureInfo.InvariantCulture);
}
