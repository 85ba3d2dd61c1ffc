using System.Text.Json;

namespace MinMo.PeerTrials.Hearing;

/// <summary>Tokens of a byte-level vocabulary as bytes: <c>vocab.json</c> writes each byte as a letter that can be printed.</summary>
internal static class ByteTokens
{
    /// <summary>Bytes that stand for themselves: printable ASCII and Latin-1, without spaces and the soft hyphen.</summary>
    private static bool StandsForItself(int value) => value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF);

    /// <summary>Ordinary tokens in the order of their ids, special ones left out.</summary>
    public static IReadOnlyList<byte[]> Read(string folder)
    {
        using var vocabulary = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "vocab.json")));
        var bytes = BytesOfLetters();
        return
        [
            .. vocabulary.RootElement.EnumerateObject()
                .Where(static token => !token.Name.StartsWith("<|", StringComparison.Ordinal) || !token.Name.EndsWith("|>", StringComparison.Ordinal))
                .OrderBy(static token => token.Value.GetInt32())
                .Select(token => token.Name.Select(letter => bytes[letter]).ToArray()),
        ];
    }

    // The others are written as letters from 256 on, in their order.
    private static Dictionary<char, byte> BytesOfLetters()
    {
        var letters = new Dictionary<char, byte>();
        var next = 256;
        for (var value = 0; value < 256; value++)
        {
            letters.Add((char)(StandsForItself(value) ? value : next++), (byte)value);
        }

        return letters;
    }
}
