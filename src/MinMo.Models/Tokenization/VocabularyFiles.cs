using System.Globalization;
using System.Text.Json;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Tokenization;

/// <summary>Reads the older layout: <c>vocab.json</c>, <c>merges.txt</c>, <c>tokenizer_config.json</c>.</summary>
internal static class VocabularyFiles
{
    public static BytePairDefinition Read(string folder)
    {
        try
        {
            using var vocabulary = Parse(folder, "vocab.json");
            using var configuration = Parse(folder, "tokenizer_config.json");
            var isQwen2 = IsQwen2(configuration.RootElement);
            return new BytePairDefinition
            {
                Location = folder,
                Tokens = ReadTokens(vocabulary.RootElement),
                Merges = ReadMerges(Path.Combine(folder, "merges.txt")),
                AddedTokens = ReadAddedTokens(configuration.RootElement),
                Split = isQwen2 ? SplitRule.Qwen2 : SplitRule.Gpt2,
                Normalizes = isQwen2,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            throw new CheckpointFormatException(folder, 0, exception.Message, exception);
        }
    }

    /// <summary>An object of text to id.</summary>
    public static Dictionary<string, int> ReadTokens(JsonElement vocabulary)
    {
        var tokens = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in vocabulary.EnumerateObject())
        {
            tokens[token.Name] = token.Value.GetInt32();
        }

        return tokens;
    }

    /// <summary>Two parts with one space between.</summary>
    /// <exception cref="FormatException">There is no space, or more than one.</exception>
    public static MergeRule ParseMerge(string merge)
    {
        var space = merge.IndexOf(' ', StringComparison.Ordinal);
        return space >= 0 && merge.IndexOf(' ', space + 1) < 0
            ? new MergeRule(merge[..space], merge[(space + 1)..])
            : throw new FormatException($"the merge '{merge}' has not exactly one space");
    }

    private static List<MergeRule> ReadMerges(string path)
    {
        var rules = new List<MergeRule>();
        var isFirst = true;
        foreach (var line in File.ReadLines(path))
        {
            var isVersion = isFirst && line.StartsWith("#version", StringComparison.Ordinal);
            if (!isVersion && line.Length > 0)
            {
                rules.Add(ParseMerge(line));
            }

            isFirst = false;
        }

        return rules;
    }

    private static bool IsQwen2(JsonElement configuration) => configuration.GetProperty("tokenizer_class").GetString() switch
    {
        "Qwen2Tokenizer" or "Qwen2TokenizerFast" => true,
        "WhisperTokenizer" or "WhisperTokenizerFast" or "GPT2Tokenizer" or "GPT2TokenizerFast" => false,
        var other => throw new FormatException($"the tokenizer class '{other}' is not supported"),
    };

    private static List<AddedToken> ReadAddedTokens(JsonElement configuration)
    {
        var tokens = new List<AddedToken>();
        if (configuration.TryGetProperty("added_tokens_decoder", out var added))
        {
            foreach (var token in added.EnumerateObject())
            {
                tokens.Add(new AddedToken(
                    int.Parse(token.Name, CultureInfo.InvariantCulture),
                    token.Value.GetProperty("content").GetString()!,
                    token.Value.GetProperty("special").GetBoolean()));
            }
        }

        return tokens;
    }

    private static JsonDocument Parse(string folder, string name)
        => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name)));
}
