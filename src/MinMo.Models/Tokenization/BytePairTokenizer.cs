using System.Buffers;
using System.Text;
using MinMo.Models.Checkpoints;
using MinMo.Models.Checkpoints.Gguf;

namespace MinMo.Models.Tokenization;

/// <summary>Byte-level byte pair encoding as GPT-2, Whisper, Qwen2 and SmolLM2 use it. Nothing is added at either end.
/// Safe for several threads.</summary>
public sealed class BytePairTokenizer
{
    private readonly BytePairVocabulary _vocabulary;
    private readonly BytePairMerger _merger;
    private readonly AddedTokenFinder _finder;
    private readonly Dictionary<int, AddedToken> _added = [];
    private readonly Dictionary<string, int> _ids;
    private readonly SplitRule _split;
    private readonly bool _normalizes;

    internal BytePairTokenizer(BytePairDefinition definition)
    {
        _vocabulary = new BytePairVocabulary(definition.Tokens, definition.Merges, definition.Location);
        _merger = new BytePairMerger(_vocabulary);
        _finder = new AddedTokenFinder(definition.AddedTokens);
        _ids = definition.Tokens;
        (_split, _normalizes) = (definition.Split, definition.Normalizes);
        AddedTokens = definition.AddedTokens;
        foreach (var token in AddedTokens)
        {
            _added[token.Id] = token;
            _ids[token.Text] = token.Id;
        }

        Size = Math.Max(_vocabulary.Size, _added.Count == 0 ? 0 : _added.Keys.Max() + 1);
    }

    /// <summary>Tokens that are found in raw text: those that steer the model, and others.</summary>
    public IReadOnlyList<AddedToken> AddedTokens { get; }

    /// <summary>One above the largest id that has a token. A model's embedding may have more rows.</summary>
    public int Size { get; }

    /// <summary>Reads <c>tokenizer.json</c> of a folder, or <c>vocab.json</c>, <c>merges.txt</c> and
    /// <c>tokenizer_config.json</c> where it is absent.</summary>
    /// <exception cref="CheckpointFormatException">A file is malformed or asks for what is not supported.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static BytePairTokenizer Open(string folder)
    {
        var json = Path.Combine(folder, "tokenizer.json");
        return File.Exists(json) ? FromJson(json) : FromVocabulary(folder);
    }

    /// <summary>Reads a <c>tokenizer.json</c> of the Hugging Face tokenizers library.</summary>
    /// <exception cref="CheckpointFormatException">The file is malformed or asks for what is not supported.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static BytePairTokenizer FromJson(string path) => new(TokenizerJson.Read(path));

    /// <summary>Reads <c>vocab.json</c>, <c>merges.txt</c> and <c>tokenizer_config.json</c> of a folder.</summary>
    /// <exception cref="CheckpointFormatException">A file is malformed or asks for what is not supported.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static BytePairTokenizer FromVocabulary(string folder) => new(VocabularyFiles.Read(folder));

    /// <summary>Reads the tokenizer in the metadata of a GGUF file.</summary>
    /// <exception cref="CheckpointFormatException">A key is missing, does not fit the others, or asks for what is not
    /// supported.</exception>
    public static BytePairTokenizer FromGguf(GgufFile file) => new(GgufVocabulary.Read(file));

    /// <summary>Id of a token by its text: an added token's own, or an entry in the byte alphabet.</summary>
    public int? Find(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    /// <summary>Whether an id is that of an added token that steers the model.</summary>
    public bool IsSpecial(int id) => _added.TryGetValue(id, out var token) && token.IsSpecial;

    /// <summary>Encodes text of our own, such as a rendered prompt: added tokens that it spells become their ids.</summary>
    public int[] Encode(string text)
    {
        var ids = new List<int>();
        var rest = text.AsSpan();
        while (_finder.Find(rest, out var start) is { } token)
        {
            AppendPlain(rest[..start], ids);
            ids.Add(token.Id);
            rest = rest[(start + token.Text.Length)..];
        }

        AppendPlain(rest, ids);
        return [.. ids];
    }

    /// <summary>Encodes text from outside: no added token can be injected, however it is spelt.</summary>
    public int[] EncodeUntrusted(string text)
    {
        var ids = new List<int>();
        AppendPlain(text, ids);
        return [.. ids];
    }

    /// <summary>Text of ids, special tokens as they are spelt. Ids without a token give nothing; bytes that are no UTF-8
    /// give one U+FFFD for each maximal part.</summary>
    public string Decode(ReadOnlySpan<int> ids) => Decode(ids, withSpecial: true);

    /// <summary>As <see cref="Decode(ReadOnlySpan{int})"/>, special tokens left out.</summary>
    public string DecodeWithoutSpecial(ReadOnlySpan<int> ids) => Decode(ids, withSpecial: false);

    /// <summary>The bytes an id stands for, often not whole characters; empty if it has no token.</summary>
    public ReadOnlySpan<byte> BytesOf(int id)
        => _added.TryGetValue(id, out var token) ? ByteAlphabet.ToBytes(token.Text) : _vocabulary.BytesOf(id);

    private string Decode(ReadOnlySpan<int> ids, bool withSpecial)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var id in ids)
        {
            if (withSpecial || !IsSpecial(id))
            {
                bytes.Write(BytesOf(id));
            }
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private void AppendPlain(ReadOnlySpan<char> text, List<int> ids)
    {
        if (_normalizes)
        {
            text = Composition.Normalize(text);
        }

        Span<byte> small = stackalloc byte[256];
        var scanner = new PieceScanner(_split, text);
        while (scanner.Next() is { IsEmpty: false } piece)
        {
            var most = Encoding.UTF8.GetMaxByteCount(piece.Length);
            var bytes = most <= small.Length ? small : new byte[most];
            _merger.Append(bytes[..Encoding.UTF8.GetBytes(piece, bytes)], ids);
        }
    }
}
