using MinMo.Models.Checkpoints.Gguf;

namespace MinMo.Models.Tokenization;

/// <summary>Reads the tokenizer from the metadata of a GGUF file.</summary>
internal sealed class GgufVocabulary
{
    private const string ModelKey = "tokenizer.ggml.model";
    private const string SplitKey = "tokenizer.ggml.pre";
    private const string TokensKey = "tokenizer.ggml.tokens";
    private const string TypesKey = "tokenizer.ggml.token_type";
    private const string MergesKey = "tokenizer.ggml.merges";

    private readonly GgufEntries _entries;
    private readonly string _location;
    private readonly Dictionary<string, int> _tokens = new(StringComparer.Ordinal);
    private readonly List<AddedToken> _added = [];

    private GgufVocabulary(GgufFile file) => (_entries, _location) = (new GgufEntries(file), file.Location);

    public static BytePairDefinition Read(GgufFile file) => new GgufVocabulary(file).Read();

    private BytePairDefinition Read()
    {
        if (_entries.RequireText(ModelKey) is not "gpt2" and var model)
        {
            throw _entries.Error(ModelKey, $"the tokenizer '{model}' is not supported");
        }

        ReadTokens();
        var split = ReadSplit();
        return new BytePairDefinition
        {
            Location = _location,
            Tokens = _tokens,
            Merges = ReadMerges(),
            AddedTokens = _added,
            Split = split,
            Normalizes = split == SplitRule.Qwen2, // as Hugging Face; llama.cpp does not
        };
    }

    private void ReadTokens()
    {
        var tokens = _entries.RequireTexts(TokensKey);
        var types = _entries.FindIntegers(TypesKey);
        if (types is not null && types.Length != tokens.Count)
        {
            throw _entries.Error(TypesKey, $"{types.Length} token types for {tokens.Count} tokens");
        }

        for (var id = 0; id < tokens.Count; id++)
        {
            Add(tokens[id], id, types is null ? TokenType.Normal : (TokenType)types[id]);
        }

        foreach (var name in (string[])["bos", "eos", "padding", "unknown", "eot"])
        {
            var key = $"tokenizer.ggml.{name}_token_id";
            if (_entries.FindCount(key) >= tokens.Count)
            {
                throw _entries.Error(key, "there is no such token");
            }
        }
    }

    private void Add(string token, int id, TokenType type)
    {
        switch (type)
        {
            case TokenType.Normal or TokenType.Byte:
                _tokens[token] = id;
                break;
            case TokenType.Control or TokenType.Unknown:
                _added.Add(new AddedToken(id, token, IsSpecial: true));
                break;
            case TokenType.UserDefined:
                _added.Add(new AddedToken(id, token, IsSpecial: false));
                break;
            case TokenType.Unused:
                break; // rows of the embedding without a token
            default:
                throw _entries.Error(TypesKey, $"there is no token type {(long)type}");
        }
    }

    private List<MergeRule> ReadMerges()
    {
        var merges = _entries.RequireTexts(MergesKey);
        var rules = new List<MergeRule>(merges.Count);
        try
        {
            foreach (var merge in merges)
            {
                rules.Add(VocabularyFiles.ParseMerge(merge));
            }
        }
        catch (FormatException exception)
        {
            throw _entries.Error(MergesKey, exception.Message);
        }

        return rules;
    }

    private SplitRule ReadSplit() => _entries.RequireText(SplitKey) switch
    {
        "qwen2" => SplitRule.Qwen2,
        "smollm" or "starcoder" or "refact" or "command-r" or "codeshell" => SplitRule.SmolLm,
        var other => throw _entries.Error(SplitKey, $"the pre-tokenizer '{other}' is not supported"),
    };

    private enum TokenType : long
    {
        Normal = 1,
        Unknown = 2,
        Control = 3,
        UserDefined = 4,
        Unused = 5,
        Byte = 6,
    }
}
