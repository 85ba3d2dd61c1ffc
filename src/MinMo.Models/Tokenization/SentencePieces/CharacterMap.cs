using System.Buffers.Binary;

namespace MinMo.Models.Tokenization.SentencePieces;

/// <summary>Replacements of characters as SentencePiece stores them: a double-array trie of what is replaced, and the
/// replacements, each ended by a zero byte.</summary>
/// <param name="stored">Bytes of the trie as uint32, the trie, the replacements.</param>
internal sealed class CharacterMap(ReadOnlyMemory<byte> stored)
{
    /// <summary>As many matches as the reference considers: longer ones are not seen.</summary>
    private const int MostMatches = 32;

    private readonly ReadOnlyMemory<byte> _units =
        stored.Slice(sizeof(uint), (int)BinaryPrimitives.ReadUInt32LittleEndian(stored.Span));

    private readonly ReadOnlyMemory<byte> _replacements =
        stored[(sizeof(uint) + (int)BinaryPrimitives.ReadUInt32LittleEndian(stored.Span))..];

    /// <summary>Finds the longest rule for the beginning of a text.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="replacement">What stands for it, UTF-8.</param>
    /// <returns>Bytes that are replaced; 0 if no rule applies.</returns>
    public int Match(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        var (longest, place, matches) = (0, 0, 0);
        var node = Offset(Unit(0));
        for (var i = 0; i < text.Length && matches < MostMatches; i++)
        {
            node ^= text[i];
            var unit = Unit(node);
            if (Label(unit) != text[i])
            {
                break;
            }

            node ^= Offset(unit);
            if (HasLeaf(unit))
            {
                (longest, place) = (i + 1, (int)(Unit(node) & int.MaxValue));
                matches++;
            }
        }

        replacement = longest > 0 && place < _replacements.Length ? UpToZero(_replacements.Span[place..]) : default;
        return longest;
    }

    private static ReadOnlySpan<byte> UpToZero(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return end < 0 ? bytes : bytes[..end];
    }

    /// <summary>A unit outside the trie leads nowhere.</summary>
    private uint Unit(uint index)
    {
        var at = (long)index * sizeof(uint);
        return at <= _units.Length - sizeof(uint) ? BinaryPrimitives.ReadUInt32LittleEndian(_units.Span[(int)at..]) : uint.MaxValue;
    }

    private static uint Label(uint unit) => unit & 0x8000_00FF;

    private static uint Offset(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);

    private static bool HasLeaf(uint unit) => (unit & 0x100) != 0;
}
