using System.Text.Json;
using MinMo.Models.Checkpoints;
using MinMo.Models.Tokenization;

namespace MinMo.Training.Tokens;

/// <summary>
/// Encodes text with merges left out at random, so that a model sees a word in many cuts and learns what its letters
/// are (Provilkov et al., arXiv 1910.13267).
/// </summary>
/// <remarks>For encodings that cut as GPT-2 does, such as those of <see cref="BytePairTraining"/>. Safe for several
/// threads, each with its own random numbers.</remarks>
public sealed class MergeDropout
{
    private readonly Dictionary<(int Left, int Right), (int Rank, int Id)> _merges = [];
    private readonly Dictionary<string, int> _specialIds;
    private readonly string[] _specialTokens;
    private readonly int[] _byteIds = new int[ByteSymbols.Count];

    private MergeDropout(BytePairTokenizer tokenizer)
    {
        _specialIds = tokenizer.AddedTokens.ToDictionary(token => token.Text, token => token.Id, StringComparer.Ordinal);
        _specialTokens = [.. _specialIds.Keys];
        for (var value = 0; value < _byteIds.Length; value++)
        {
            _byteIds[value] = tokenizer.Find(ByteSymbols.Character(value).ToString())
                ?? throw new ArgumentException($"The byte {value} is no unit of the tokenizer.", nameof(tokenizer));
        }
    }

    /// <summary>Reads <c>tokenizer.json</c> of a folder.</summary>
    /// <exception cref="CheckpointFormatException">The file is malformed.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static MergeDropout Open(string folder)
    {
        var tokenizer = BytePairTokenizer.Open(folder);
        var dropout = new MergeDropout(tokenizer);
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "tokenizer.json")));
        foreach (var merge in document.RootElement.GetProperty("model").GetProperty("merges").EnumerateArray())
        {
            var parts = merge.ValueKind == JsonValueKind.String
                ? merge.GetString()!.Split(' ')
                : [.. merge.EnumerateArray().Select(part => part.GetString()!)];
            var pair = (tokenizer.Find(parts[0])!.Value, tokenizer.Find(parts[1])!.Value);
            dropout._merges.TryAdd(pair, (dropout._merges.Count, tokenizer.Find(parts[0] + parts[1])!.Value));
        }
        return dropout;
    }

    /// <summary>Encodes text of our own: special tokens that it spells become their ids and are never cut.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="probability">Of each possible merge to be left out, at each step; 0 encodes as the tokenizer does.</param>
    /// <param name="random">Seeded by the caller.</param>
    public int[] Encode(string text, double probability, Random random)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(random);
        var ids = new List<int>(text.Length);
        foreach (var (run, isSpecial) in PlainPieces.Runs(text, _specialTokens))
        {
            if (isSpecial)
            {
                ids.Add(_specialIds[run]);
                continue;
            }
            foreach (var piece in PlainPieces.Cut(run))
            {
                ids.AddRange(Merge(ByteSymbols.Of(piece), probability, random));
            }
        }
        return [.. ids];
    }

    private List<int> Merge(byte[] piece, double probability, Random random)
    {
        var symbols = piece.Select(value => _byteIds[value]).ToList();
        while (Lowest(symbols, probability, random) is { } merge)
        {
            symbols[merge.At] = merge.Id;
            symbols.RemoveAt(merge.At + 1);
        }
        return symbols;
    }

    private (int At, int Id)? Lowest(List<int> symbols, double probability, Random random)
    {
        var lowest = int.MaxValue;
        (int, int)? found = null;
        for (var index = 1; index < symbols.Count; index++)
        {
            if (_merges.TryGetValue((symbols[index - 1], symbols[index]), out var merge) && merge.Rank < lowest
                && (probability <= 0 || random.NextDouble() >= probability))
            {
                (lowest, found) = (merge.Rank, (index - 1, merge.Id));
            }
        }
        return found;
    }
}
