using System.IO.Compression;
using System.Text;

namespace MinMo.Models.Whisper;

/// <summary>How well a text compresses: a sign of repetition.</summary>
internal static class TextCompression
{
    /// <summary>UTF-8 bytes by their zlib size; 0 for no text. Implementations of zlib differ by some bytes.</summary>
    public static float RatioOf(string text)
    {
        if (text.Length == 0)
        {
            return 0;
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        using var compressed = new MemoryStream();
        using (var stream = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(bytes);
        }

        return (float)bytes.Length / compressed.Length;
    }
}
