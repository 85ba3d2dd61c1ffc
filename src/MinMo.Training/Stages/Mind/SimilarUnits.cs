using System.Text;

namespace MinMo.Training.Stages.Mind;

/// <summary>For every unit a few others that are spelt alike: what an ear mistakes it for.</summary>
internal sealed class SimilarUnits
{
    private const int Kept = 4;

    private readonly int[][] _neighbours;

    public SimilarUnits(MindUnits units)
    {
        var texts = Enumerable.Range(0, units.Count).Select(unit => TextOf(units, unit)).ToArray();
        int[] spoken = [.. Enumerable.Range(0, units.Count).Where(unit => texts[unit].Trim().Length > 0)];
        _neighbours = [.. texts.Select((text, unit) => text.Trim().Length == 0
            ? []
            : spoken.Where(other => other != unit && IsNear(text, texts[other]))
                .OrderBy(other => Distance(text, texts[other])).ThenBy(other => other).Take(Kept).ToArray())];
    }

    /// <summary>A unit that is spelt like another; the unit itself if there is none.</summary>
    public int Draw(int unit, Random random)
        => _neighbours[unit] is { Length: > 0 } neighbours ? neighbours[random.Next(neighbours.Length)] : unit;

    // Special tokens and bytes that are no letters have no text here.
    private static string TextOf(MindUnits units, int unit)
    {
        var text = Encoding.UTF8.GetString(units.Tokenizer.BytesOf(unit));
        return !units.Tokenizer.IsSpecial(unit) && text.All(letter => letter is ' ' or '\'' or (>= 'a' and <= 'z')) ? text : string.Empty;
    }

    // A space in front is a word's begin: such units are not mistaken for endings.
    private static bool IsNear(string text, string other)
        => text[0] == ' ' == (other[0] == ' ') && Math.Abs(text.Length - other.Length) <= 2
            && text[^1] == other[^1] | text[text[0] == ' ' ? Math.Min(1, text.Length - 1) : 0] == other[other[0] == ' ' ? Math.Min(1, other.Length - 1) : 0];

    private static int Distance(string first, string second)
    {
        var row = Enumerable.Range(0, second.Length + 1).ToArray();
        for (var i = 1; i <= first.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= second.Length; j++)
            {
                var substituted = diagonal + (first[i - 1] == second[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
