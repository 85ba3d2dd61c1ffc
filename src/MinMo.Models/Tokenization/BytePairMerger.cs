using System.Buffers;

namespace MinMo.Models.Tokenization;

/// <summary>Merges the bytes of a piece: always the pair of lowest rank, the leftmost of equal ones, until none is left.</summary>
internal sealed class BytePairMerger(BytePairVocabulary vocabulary)
{
    /// <summary>Up to here looking at every pair again is faster than keeping a queue.</summary>
    private const int LongestLinear = 96;

    /// <param name="piece">UTF-8; bytes without a token are dropped.</param>
    /// <param name="ids">Gets the tokens.</param>
    public void Append(ReadOnlySpan<byte> piece, List<int> ids)
    {
        if (piece.Length <= LongestLinear)
        {
            Span<int> symbols = stackalloc int[LongestLinear];
            Span<Merge> merges = stackalloc Merge[LongestLinear];
            ids.AddRange(MergeLinear(symbols[..Look(piece, symbols)], merges));
            return;
        }

        var rented = ArrayPool<int>.Shared.Rent(piece.Length);
        new MergeQueue(vocabulary, rented.AsSpan(0, Look(piece, rented))).AppendTo(ids);
        ArrayPool<int>.Shared.Return(rented);
    }

    private int Look(ReadOnlySpan<byte> piece, Span<int> symbols)
    {
        var count = 0;
        foreach (var value in piece)
        {
            if (vocabulary.IdOf(value) is >= 0 and var id)
            {
                symbols[count++] = id;
            }
        }

        return count;
    }

    /// <returns>The front of the given symbols, merged in place.</returns>
    private ReadOnlySpan<int> MergeLinear(Span<int> symbols, Span<Merge> merges)
    {
        for (var i = 0; i + 1 < symbols.Length; i++)
        {
            merges[i] = vocabulary.Find(symbols[i], symbols[i + 1]);
        }

        while (FindLowest(merges[..Math.Max(symbols.Length - 1, 0)]) is >= 0 and var at)
        {
            symbols[at] = merges[at].Id;
            symbols[(at + 2)..].CopyTo(symbols[(at + 1)..]);
            merges[(at + 1)..(symbols.Length - 1)].CopyTo(merges[at..]);
            symbols = symbols[..^1];
            if (at > 0)
            {
                merges[at - 1] = vocabulary.Find(symbols[at - 1], symbols[at]);
            }

            if (at + 1 < symbols.Length)
            {
                merges[at] = vocabulary.Find(symbols[at], symbols[at + 1]);
            }
        }

        return symbols;
    }

    private static int FindLowest(ReadOnlySpan<Merge> merges)
    {
        var (lowest, at) = (Merge.None.Rank, -1);
        for (var i = 0; i < merges.Length; i++)
        {
            if (merges[i].Rank < lowest)
            {
                (lowest, at) = (merges[i].Rank, i);
            }
        }

        return at;
    }
}
