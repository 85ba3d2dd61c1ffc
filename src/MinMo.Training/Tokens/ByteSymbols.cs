using System.Text;

namespace MinMo.Training.Tokens;

/// <summary>
/// Bytes in the order of GPT-2's byte alphabet, and the printable character by which a tokenizer's file writes each:
/// 0x21-0x7E, 0xA1-0xAC and 0xAE-0xFF as they are, the other 68 as U+0100 and up.
/// </summary>
internal static class ByteSymbols
{
    public const int Count = 256;

    private static readonly char[] Characters = Write();

    /// <summary>A text's bytes, which are its first symbols.</summary>
    public static byte[] Of(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>How a byte is written.</summary>
    public static char Character(int value) => Characters[value];

    private static char[] Write()
    {
        var characters = new char[Count];
        var moved = 0x100;
        for (var value = 0; value < Count; value++)
        {
            characters[value] = value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)value : (char)moved++;
        }
        return characters;
    }
}
