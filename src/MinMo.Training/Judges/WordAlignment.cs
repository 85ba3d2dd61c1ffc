namespace MinMo.Training.Judges;

/// <summary>Which heard word stands for which said one: an alignment with the fewest errors.</summary>
public static class WordAlignment
{
    /// <summary>Aligns two texts.</summary>
    /// <returns>In order: pairs of a said and a heard word, equal or not; null stands for a word that the other side
    /// does not have.</returns>
    public static IReadOnlyList<(string? Said, string? Heard)> Align(IReadOnlyList<string> said, IReadOnlyList<string> heard)
    {
        ArgumentNullException.ThrowIfNull(said);
        ArgumentNullException.ThrowIfNull(heard);
        var errors = Errors(said, heard);
        var pairs = new List<(string?, string?)>();
        var (i, j) = (said.Count, heard.Count);
        while (i > 0 || j > 0)
        {
            if (i > 0 && j > 0 && errors[i, j] == errors[i - 1, j - 1] + Cost(said[i - 1], heard[j - 1]))
            {
                pairs.Add((said[--i], heard[--j]));
            }
            else if (i > 0 && errors[i, j] == errors[i - 1, j] + 1)
            {
                pairs.Add((said[--i], null));
            }
            else
            {
                pairs.Add((null, heard[--j]));
            }
        }

        pairs.Reverse();
        return pairs;
    }

    // [i, j]: fewest errors between the first i said and the first j heard words (Levenshtein).
    private static int[,] Errors(IReadOnlyList<string> said, IReadOnlyList<string> heard)
    {
        var errors = new int[said.Count + 1, heard.Count + 1];
        for (var i = 0; i <= said.Count; i++)
        {
            for (var j = 0; j <= heard.Count; j++)
            {
                errors[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(
                        Math.Min(errors[i - 1, j], errors[i, j - 1]) + 1,
                        errors[i - 1, j - 1] + Cost(said[i - 1], heard[j - 1])),
                };
            }
        }

        return errors;
    }

    private static int Cost(string said, string heard) => said == heard ? 0 : 1;
}
