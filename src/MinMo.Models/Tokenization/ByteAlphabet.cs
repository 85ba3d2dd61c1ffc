namespace MinMo.Models.Tokenization;

/// <summary>GPT-2's one printable character per byte, in which byte-level vocabularies are written: 0x21-0x7E, 0xA1-0xAC
/// and 0xAE-0xFF stand for themselves, the other 68 bytes in order are U+0100 and up.</summary>
internal static class ByteAlphabet
{
    private const int FirstMoved = 0x100;
    private const int MovedBytes = 68;

    private static readonly short[] ByteOf = Invert();

    /// <summary>The bytes of a vocabulary entry; text with other characters stands for its own UTF-8 bytes.</summary>
    public static byte[] ToBytes(string token)
    {
        var bytes = new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
        {
            var value = token[i] < ByteOf.Length ? ByteOf[token[i]] : (short)-1;
            if (value < 0)
            {
                return System.Text.Encoding.UTF8.GetBytes(token);
            }

            bytes[i] = (byte)value;
        }

        return bytes;
    }

    private static bool StandsForItself(int value) => value is (>= 0x21 and <= 0x7E) or (>= 0xA1 and <= 0xAC) or >= 0xAE;

    private static short[] Invert()
    {
        var bytes = new short[FirstMoved + MovedBytes];
        Array.Fill(bytes, (short)-1);
        var moved = FirstMoved;
        for (short value = 0; value <= byte.MaxValue; value++)
        {
            bytes[StandsForItself(value) ? value : moved++] = value;
        }

        return bytes;
    }
}
