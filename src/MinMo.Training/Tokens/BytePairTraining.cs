using MinMo.Models.Tokenization;

namespace MinMo.Training.Tokens;

/// <summary>
/// Learns a byte-level byte pair encoding: text is cut as GPT-2 cuts it, every byte is a unit, then the most frequent
/// pair of neighbours becomes a unit, again and again (Sennrich et al., arXiv 1508.07909).
/// </summary>
/// <remarks>Repeatable: of pairs equally frequent the one of the smaller ids is merged first.</remarks>
public static class BytePairTraining
{
    /// <summary>Merges of pairs seen less often would only learn single words by heart.</summary>
    private const long LeastOften = 2;

    /// <summary>Learns units from texts and writes them where <see cref="BytePairTokenizer.Open"/> finds them.</summary>
    /// <param name="texts">Plain text; special tokens which it spells are learnt from no more than they are merged.</param>
    /// <param name="plan">How many units, and which special tokens come first.</param>
    /// <param name="folder">Gets <c>tokenizer.json</c>; is made where it is absent.</param>
    /// <returns>The tokenizer as it was written.</returns>
    /// <exception cref="ArgumentException">The plan has no room for all bytes.</exception>
    public static BytePairTokenizer Train(IEnumerable<string> texts, BytePairPlan plan, string folder)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var learnt = Learn(CountPieces(texts, plan), plan);
        Directory.CreateDirectory(folder);
        TokenizerFile.Write(Path.Combine(folder, "tokenizer.json"), plan, learnt);
        return BytePairTokenizer.Open(folder);
    }

    private static Dictionary<string, long> CountPieces(IEnumerable<string> texts, BytePairPlan plan)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            foreach (var piece in PlainPieces.Cut(text, plan.SpecialTokens))
            {
                counts[piece] = counts.GetValueOrDefault(piece) + 1;
            }
        }
        return counts;
    }

    private static List<LearntMerge> Learn(Dictionary<string, long> pieces, BytePairPlan plan)
    {
        var firstByte = plan.SpecialTokens.Count;
        var firstMerge = firstByte + ByteSymbols.Count;
        if (plan.Units < firstMerge)
        {
            throw new ArgumentException($"{plan.Units} units are fewer than the bytes and special tokens.", nameof(plan));
        }
        var words = pieces.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new CountedWord(ByteSymbols.Of(pair.Key).Select(value => firstByte + value).ToList(), pair.Value))
            .ToArray();
        var merges = new List<LearntMerge>();
        while (firstMerge + merges.Count < plan.Units && MostFrequentPair(words) is { } pair)
        {
            var merge = new LearntMerge(pair.Left, pair.Right, firstMerge + merges.Count);
            merges.Add(merge);
            foreach (var word in words)
            {
                Apply(merge, word.Symbols);
            }
        }
        return merges;
    }

    private static (int Left, int Right)? MostFrequentPair(CountedWord[] words)
    {
        var counts = new Dictionary<(int Left, int Right), long>();
        foreach (var word in words)
        {
            for (var index = 1; index < word.Symbols.Count; index++)
            {
                var pair = (word.Symbols[index - 1], word.Symbols[index]);
                counts[pair] = counts.GetValueOrDefault(pair) + word.Count;
            }
        }
        return counts.Where(pair => pair.Value >= LeastOften)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key)
            .Select(pair => ((int Left, int Right)?)pair.Key)
            .FirstOrDefault();
    }

    private static void Apply(LearntMerge merge, List<int> symbols)
    {
        for (var index = 0; index + 1 < symbols.Count; index++)
        {
            if (symbols[index] == merge.Left && symbols[index + 1] == merge.Right)
            {
                symbols[index] = merge.Id;
                symbols.RemoveAt(index + 1);
            }
        }
    }

    private sealed record CountedWord(List<int> Symbols, long Count);
}
