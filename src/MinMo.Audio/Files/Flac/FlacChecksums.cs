namespace MinMo.Audio.Files.Flac;

/// <summary>The two cyclic redundancy checks of RFC 9639, sections 9.1.8 and 9.3: most significant bit first, starting
/// at 0.</summary>
internal static class FlacChecksums
{
    private static readonly byte[] Table8 = [.. Enumerable.Range(0, 256).Select(i => (byte)Remainder(i, 8, 0x07))];
    private static readonly ushort[] Table16 = [.. Enumerable.Range(0, 256).Select(i => (ushort)Remainder(i << 8, 16, 0x8005))];

    public static byte Crc8(byte crc, byte next) => Table8[crc ^ next];

    public static ushort Crc16(ushort crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte next in bytes)
        {
            crc = (ushort)((crc << 8) ^ Table16[(crc >> 8) ^ next]);
        }

        return crc;
    }

    private static int Remainder(int value, int width, int polynomial)
    {
        for (int i = 0; i < 8; i++)
        {
            value = (value & (1 << (width - 1))) != 0 ? (value << 1) ^ polynomial : value << 1;
        }

        return value;
    }
}
