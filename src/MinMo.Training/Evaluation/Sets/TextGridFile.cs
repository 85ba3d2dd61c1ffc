using System.Globalization;

namespace MinMo.Training.Evaluation.Sets;

/// <summary>A TextGrid of Praat, long or short form: of its interval tiers the first is the caller's, the second the
/// other party's. Intervals without text, and marks of silence, are not speech.</summary>
internal static class TextGridFile
{
    private static readonly string[] Silences = ["", "sil", "<sil>", "sp", "silence", "#"];

    public static (IReadOnlyList<RecordedTurn> Caller, IReadOnlyList<RecordedTurn> Other) Read(string path)
    {
        try
        {
            var tiers = ReadTiers(new Queue<string>(Values(File.ReadAllText(path))));
            return tiers.Count >= 2
                ? (tiers[0], tiers[1])
                : throw new EvaluationSetException($"'{path}' has {tiers.Count} interval tiers; a call has two");
        }
        catch (Exception broken) when (broken is FormatException or InvalidOperationException)
        {
            throw new EvaluationSetException($"'{path}' is no TextGrid: {broken.Message}", broken);
        }
    }

    // Both forms are the same row of numbers, flags and quoted texts; the long one has names in between.
    private static IEnumerable<string> Values(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                var value = Quoted(text, ref at);
                yield return "\"" + value;
            }
            else if (char.IsWhiteSpace(text[at]))
            {
                continue;
            }
            else
            {
                var end = at;
                while (end < text.Length && !char.IsWhiteSpace(text[end]))
                {
                    end++;
                }

                var word = text[at..end];
                at = end;
                if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
                {
                    yield return word;
                }
            }
        }
    }

    // A quotation mark inside is doubled.
    private static string Quoted(string text, ref int at)
    {
        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"')
            {
                value.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == '"')
            {
                value.Append(text[++at]);
            }
            else
            {
                break;
            }
        }

        return value.ToString();
    }

    // "ooTextFile" "TextGrid" begin end tiers, then for each tier: class name begin end count, and its entries.
    private static List<IReadOnlyList<RecordedTurn>> ReadTiers(Queue<string> values)
    {
        if (values.Dequeue() != "\"ooTextFile" || values.Dequeue() != "\"TextGrid")
        {
            throw new FormatException("the head is missing");
        }

        Number(values);
        Number(values);
        var count = Number(values);
        var tiers = new List<IReadOnlyList<RecordedTurn>>();
        for (var tier = 0; tier < count; tier++)
        {
            var isInterval = values.Dequeue() == "\"IntervalTier";
            values.Dequeue();                                               // its name
            Number(values);
            Number(values);
            var turns = ReadTier(values, (int)Number(values), isInterval);
            if (isInterval)
            {
                tiers.Add(turns);
            }
        }

        return tiers;
    }

    private static RecordedTurn[] ReadTier(Queue<string> values, int entries, bool isInterval)
    {
        var turns = new List<RecordedTurn>();
        for (var entry = 0; entry < entries; entry++)
        {
            var start = Number(values);
            var end = isInterval ? Number(values) : start;
            var text = values.Dequeue().TrimStart('"').Trim();
            if (!Silences.Contains(text.ToLowerInvariant()))
            {
                turns.Add(new RecordedTurn(TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(end), text));
            }
        }

        return [.. turns];
    }

    private static double Number(Queue<string> values) => double.Parse(values.Dequeue(), CultureInfo.InvariantCulture);
}
