using MinMo.Conversation.Tools;

namespace MinMo.Training.Corpora.Text;

/// <summary>Numbers, digits, letters, times and names in a row, as a caller spells and an agent reads back.</summary>
internal static class SpokenStrings
{
    public static string Write(Random random, string separator) => random.Next(8) switch
    {
        0 => SpokenNumber.Write(random.Next(100)),
        1 => SpokenNumber.Write(random.Next(3) == 0 ? random.Next(1000, 100_000) : random.Next(100, 1000)),
        2 => Join(random, random.Next(3, 8), separator, () => SpokenNumber.Write(random.Next(10))),
        3 => Join(random, random.Next(2, 7), separator, () => ((char)('a' + random.Next(26))).ToString()),
        4 => SpokenSlots.SpellOut(Vocabulary.Words[random.Next(Vocabulary.Words.Count)]).Replace(" ", separator, StringComparison.Ordinal),
        5 => Join(random, random.Next(2, 4), separator, () => SpokenNumber.Write(random.Next(11, 100))),
        6 => SpokenNumber.Write(random.Next(10, 1000) / 10m),
        _ => Names(random, separator),
    };

    private static string Join(Random random, int count, string separator, Func<string> draw) =>
        string.Join(random.Next(4) == 0 ? " " : separator, Enumerable.Range(0, count).Select(_ => draw()));

    private static string Names(Random random, string separator)
    {
        string[] columns = ["name", "country", "capital", "weekday", "month", "ordinalword"];
        var column = columns[random.Next(columns.Length)];
        return Join(random, random.Next(1, 4), separator, () =>
        {
            var (names, row) = SlotTables.Embedded.Draw(column, random)!.Value;
            return row[Array.IndexOf(names, column)];
        });
    }
}
