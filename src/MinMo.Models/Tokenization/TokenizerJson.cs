using System.Text.Json;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.Tokenization;

/// <summary>Reads <c>tokenizer.json</c>. What is not understood is refused, never guessed.</summary>
internal static class TokenizerJson
{
    private const string Qwen2Expression =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    public static BytePairDefinition Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return Read(path, document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException
            or KeyNotFoundException or FormatException)
        {
            throw new CheckpointFormatException(path, 0, exception.Message, exception);
        }
    }

    private static BytePairDefinition Read(string path, JsonElement root)
    {
        var model = root.GetProperty("model");
        RefuseOtherModels(model);
        return new BytePairDefinition
        {
            Location = path,
            Tokens = VocabularyFiles.ReadTokens(model.GetProperty("vocab")),
            Merges = ReadMerges(model.GetProperty("merges")),
            AddedTokens = [.. root.GetProperty("added_tokens").EnumerateArray().Select(ReadAddedToken)],
            Split = ReadSplit(root.GetProperty("pre_tokenizer")),
            Normalizes = ReadNormalizes(root),
        };
    }

    private static void RefuseOtherModels(JsonElement model)
    {
        Expect(TypeOf(model) is null or "BPE", "the model is not BPE");
        foreach (var option in (string[])["byte_fallback", "ignore_merges", "fuse_unk"])
        {
            Expect(!IsTrue(model, option), $"'{option}' is not supported");
        }

        foreach (var option in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
        {
            Expect(
                !model.TryGetProperty(option, out var value) || string.IsNullOrEmpty(value.GetString()),
                $"'{option}' is not supported");
        }
    }

    /// <summary>Merges are written as one text with a space, or as pairs.</summary>
    private static List<MergeRule> ReadMerges(JsonElement merges)
    {
        var rules = new List<MergeRule>(merges.GetArrayLength());
        foreach (var merge in merges.EnumerateArray())
        {
            if (merge.ValueKind == JsonValueKind.String)
            {
                rules.Add(VocabularyFiles.ParseMerge(merge.GetString()!));
            }
            else
            {
                Expect(merge.GetArrayLength() == 2, "a merge is not a pair");
                rules.Add(new MergeRule(merge[0].GetString()!, merge[1].GetString()!));
            }
        }

        return rules;
    }

    private static AddedToken ReadAddedToken(JsonElement token)
    {
        foreach (var option in (string[])["single_word", "lstrip", "rstrip"])
        {
            Expect(!IsTrue(token, option), $"added tokens with '{option}' are not supported");
        }

        return new AddedToken(
            token.GetProperty("id").GetInt32(), token.GetProperty("content").GetString()!, IsTrue(token, "special"));
    }

    private static bool ReadNormalizes(JsonElement root)
    {
        if (!root.TryGetProperty("normalizer", out var normalizer) || normalizer.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        Expect(TypeOf(normalizer) == "NFC", "the only normalizer supported is NFC");
        return true;
    }

    private static SplitRule ReadSplit(JsonElement preTokenizer)
    {
        JsonElement[] steps = TypeOf(preTokenizer) == "Sequence"
            ? [.. preTokenizer.GetProperty("pretokenizers").EnumerateArray()]
            : [preTokenizer];
        foreach (var step in steps)
        {
            Expect(!IsTrue(step, "add_prefix_space"), "'add_prefix_space' is not supported");
        }

        return steps switch
        {
            [var bytes] when IsByteLevel(bytes, splits: true) => SplitRule.Gpt2,
            [var split, var bytes] when IsQwen2(split) && IsByteLevel(bytes, splits: false) => SplitRule.Qwen2,
            [var digits, var bytes] when IsDigits(digits) && IsByteLevel(bytes, splits: true) => SplitRule.SmolLm,
            _ => throw new FormatException("the pre-tokenizer is not supported"),
        };
    }

    private static bool IsByteLevel(JsonElement step, bool splits)
        => TypeOf(step) == "ByteLevel" && (!step.TryGetProperty("use_regex", out var use) || use.GetBoolean()) == splits;

    private static bool IsDigits(JsonElement step) => TypeOf(step) == "Digits" && IsTrue(step, "individual_digits");

    private static bool IsQwen2(JsonElement step)
        => TypeOf(step) == "Split"
            && step.GetProperty("pattern").TryGetProperty("Regex", out var expression)
            && expression.GetString() == Qwen2Expression
            && step.GetProperty("behavior").GetString() == "Isolated"
            && !IsTrue(step, "invert");

    private static string? TypeOf(JsonElement element)
        => element.TryGetProperty("type", out var type) ? type.GetString() : null;

    private static bool IsTrue(JsonElement element, string name)
        => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static void Expect(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new FormatException(otherwise);
        }
    }
}
