namespace MinMo.Training.Stages.Ear;

/// <summary>Counts wrong words: substitutions, deletions and insertions on the shortest way from one text to another.</summary>
internal static class WordErrorCount
{
    /// <returns>Errors, and words of the reference.</returns>
    public static (int Errors, int Words) Of(string reference, string heard)
    {
        var (wanted, got) = (Words(reference), Words(heard));
        var row = Enumerable.Range(0, got.Length + 1).ToArray();
        for (var i = 1; i <= wanted.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= got.Length; j++)
            {
                var substituted = diagonal + (wanted[i - 1] == got[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return (row[^1], wanted.Length);
    }

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
