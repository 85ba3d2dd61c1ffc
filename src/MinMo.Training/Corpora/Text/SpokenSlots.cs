using MinMo.Conversation.Tools;

namespace MinMo.Training.Corpora.Text;

/// <summary>Values of the slots that are no table: numbers, digits, letters, times, words of the vocabulary.</summary>
internal static class SpokenSlots
{
    private static readonly string[] CommonTimes = ["noon", "half past {0}", "quarter past {0}", "quarter to {0}"];

    private static readonly string[] Letters = [.. Enumerable.Range('a', 26).Select(letter => ((char)letter).ToString())];

    /// <summary>The values of a kind: itself and what belongs to it ("spelled" comes with "spelling").</summary>
    /// <exception cref="ArgumentException">There is no such kind.</exception>
    public static (string Name, string Value)[] Draw(string kind, Random random, WordDeck words) => kind switch
    {
        "spelled" or "spelling" or "spellout" => Spell(random.Next(3) == 0 ? words.Deal() : DrawColumn(random, "name")),
        "readback" => ReadBack(random.Next(3, 8), random),
        "phone" => ReadBack(random.Next(4) == 0 ? 10 : 7, random),
        "people" or "heads" => People(random.Next(1, 11)),
        "count" or "countup" or "countdown" => Counting(random.Next(2, 11)),
        _ => [(kind, DrawOne(kind, random, words))],
    };

    /// <summary>A word as its letters: "s a m".</summary>
    public static string SpellOut(string word) => string.Join(' ', word.Where(char.IsAsciiLetter));

    private static string DrawOne(string kind, Random random, WordDeck words) => kind switch
    {
        "number" => SpokenNumber.Write(Number(random)),
        "small" => SpokenNumber.Write(random.Next(2, 13)),
        "digit" => SpokenNumber.Write(random.Next(1, 10)),
        "big" => SpokenNumber.Write(random.Next(100, 10_000)),
        "hundreds" => SpokenNumber.Write(100 * random.Next(1, 11)),
        "round" => SpokenNumber.Write(10 * random.Next(1, 11)),
        "twodigit" => SpokenNumber.Write(random.Next(13, 100)),
        "decimal" => SpokenNumber.Write(random.Next(1, 200) / 10m),
        "ordinal" => SpokenNumber.WriteOrdinal(random.Next(1, 29)),
        "year" => SpokenNumber.WriteYear(random.Next(1900, 2031)),
        "square" => SpokenNumber.Write((long)Math.Pow(random.Next(2, 13), 2)),
        "percent" => SpokenNumber.Write(5 * random.Next(1, 20)),
        "minutes" => SpokenNumber.Write(random.Next(3) == 0 ? random.Next(2, 60) : 5 * random.Next(1, 12)),
        "hour" => SpokenNumber.Write(random.Next(1, 13)),
        "time" => Time(random),
        "clock" => SpokenTime.Write(new TimeOnly(random.Next(24), 5 * random.Next(12))),
        "letter" => Letters[random.Next(Letters.Length)],
        "word" => words.Deal(),
        "twowords" => string.Join(' ', words.Deal(2)),
        "words" => string.Join(' ', words.Deal(random.Next(2, 5))),
        _ => throw new ArgumentException($"There is no slot '{kind}'.", nameof(kind)),
    };

    private static string DrawColumn(Random random, string column)
    {
        var (columns, row) = SlotTables.Embedded.Draw(column, random)!.Value;
        return row[Array.IndexOf(columns, column)];
    }

    private static (string, string)[] Spell(string word) =>
        [("spelled", word), ("spelling", SpellOut(word)), ("spellout", SpellOut(word).Replace(" ", ", ", StringComparison.Ordinal))];

    private static (string, string)[] ReadBack(int count, Random random)
    {
        var digits = new string([.. Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10)))]);
        var said = SpokenNumber.WriteDigits(digits);
        if (random.Next(3) == 0)
        {
            said = said.Replace("zero", "oh", StringComparison.Ordinal);
        }
        return [("readback", said), ("phone", said)];
    }

    private static (string, string)[] People(int count) =>
    [
        ("people", count == 1 ? "one person" : SpokenNumber.Write(count) + " people"),
        ("heads", SpokenNumber.Write(count)),
    ];

    private static (string, string)[] Counting(int count)
    {
        var up = Enumerable.Range(1, count).Select(number => SpokenNumber.Write(number)).ToArray();
        return
        [
            ("count", up[^1]),
            ("countup", string.Join(", ", up)),
            ("countdown", string.Join(", ", up.Reverse())),
        ];
    }

    private static int Number(Random random) => random.Next(10) switch
    {
        < 3 => random.Next(1, 13),
        < 9 => random.Next(1, 101),
        _ => random.Next(101, 1000),
    };

    private static string Time(Random random)
    {
        var hour = SpokenNumber.Write(random.Next(1, 13));
        return random.Next(12) switch
        {
            0 => string.Format(System.Globalization.CultureInfo.InvariantCulture, CommonTimes[random.Next(CommonTimes.Length)], hour),
            < 3 => hour + " o'clock",
            < 5 => hour,
            < 8 => hour + " thirty",
            < 10 => hour + (random.Next(2) == 0 ? " fifteen" : " forty five"),
            _ => SpokenTime.Write(new TimeOnly(random.Next(24), 5 * random.Next(1, 12))),
        };
    }
}
