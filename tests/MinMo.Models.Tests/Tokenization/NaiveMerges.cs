using System.Text.Json;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.Tokenization;

/// <summary>Byte pair encoding of one piece of ASCII letters, as it is defined: all occurrences of the best pair, again and
/// again.</summary>
internal static class NaiveMerges
{
    private static readonly string Folder = GoldenFolders.Of("qwen2", "checkpoints", "chat");

    private static readonly Dictionary<string, int> Ids =
        JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(Path.Combine(Folder, "vocab.json")))!;

    private static readonly Dictionary<string, int> Ranks = File.ReadLines(Path.Combine(Folder, "merges.txt"))
        .Skip(1)
        .Where(line => line.Length > 0)
        .Select((line, rank) => (line, rank))
        .ToDictionary(pair => pair.line, pair => pair.rank);

    public static int[] Of(string piece)
    {
        List<string> symbols = [.. piece.Select(letter => letter.ToString())];
        while (true)
        {
            var best = symbols.Zip(symbols.Skip(1), (left, right) => $"{left} {right}")
                .Where(Ranks.ContainsKey)
                .OrderBy(pair => Ranks[pair])
                .FirstOrDefault();
            if (best is null)
            {
                return [.. symbols.Select(symbol => Ids[symbol])];
            }

            var parts = best.Split(' ');
            for (var i = 0; i + 1 < symbols.Count; i++)
            {
                if (symbols[i] == parts[0] && symbols[i + 1] == parts[1])
                {
                    symbols[i] += symbols[i + 1];
                    symbols.RemoveAt(i + 1);
                }
            }
        }
    }
}
