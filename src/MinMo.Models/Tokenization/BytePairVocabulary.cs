using MinMo.Models.Checkpoints;

namespace MinMo.Models.Tokenization;

/// <summary>Tokens as bytes, and which neighbours merge into which token.</summary>
internal sealed class BytePairVocabulary
{
    private readonly Dictionary<int, byte[]> _bytes = [];
    private readonly Dictionary<long, Merge> _merges = [];
    private readonly int[] _byteIds = new int[256];

    /// <param name="tokens">Text in the byte alphabet to id.</param>
    /// <param name="merges">Left and right part, in order of rank.</param>
    /// <param name="location">The file, for messages.</param>
    /// <exception cref="CheckpointFormatException">A merge has parts or a result that are no tokens.</exception>
    public BytePairVocabulary(
        Dictionary<string, int> tokens, IEnumerable<MergeRule> merges, string location)
    {
        Array.Fill(_byteIds, -1);
        foreach (var (text, id) in tokens)
        {
            var bytes = ByteAlphabet.ToBytes(text);
            _bytes[id] = bytes;
            if (bytes.Length == 1)
            {
                _byteIds[bytes[0]] = id;
            }
        }

        var rank = 0;
        foreach (var merge in merges)
        {
            if (!tokens.TryGetValue(merge.Left, out var left) || !tokens.TryGetValue(merge.Right, out var right)
                || !tokens.TryGetValue(merge.Left + merge.Right, out var result))
            {
                throw new CheckpointFormatException(
                    location, 0, $"merge {rank}, '{merge.Left}' and '{merge.Right}', is not about tokens of the vocabulary");
            }

            _merges.TryAdd(Key(left, right), new Merge(rank++, result));
        }
    }

    /// <summary>One above the largest id.</summary>
    public int Size => _bytes.Count == 0 ? 0 : _bytes.Keys.Max() + 1;

    /// <summary>The token of a single byte, or -1: some vocabularies lack bytes that valid text does not need.</summary>
    public int IdOf(byte value) => _byteIds[value];

    /// <summary>The bytes that a token stands for; empty if the id has no token.</summary>
    public ReadOnlySpan<byte> BytesOf(int id) => _bytes.GetValueOrDefault(id);

    /// <summary>What two neighbours merge into; <see cref="Merge.None"/> if they do not.</summary>
    public Merge Find(int left, int right) => _merges.TryGetValue(Key(left, right), out var merge) ? merge : Merge.None;

    private static long Key(int left, int right) => ((long)left << 32) | (uint)right;
}
