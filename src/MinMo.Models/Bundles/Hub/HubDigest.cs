using System.Security.Cryptography;
using System.Text;

namespace MinMo.Models.Bundles.Hub;

/// <summary>The hash of a file as the hub states it in an entity tag: SHA-256 for large files, the SHA-1 of git's blob
/// for those kept in git itself.</summary>
/// <param name="Hexadecimal">64 or 40 lower case digits.</param>
internal sealed record HubDigest(string Hexadecimal)
{
    private const int Sha256Digits = 64;
    private const int GitDigits = 40;

    /// <summary>Reads an entity tag, weak or strong; null if it is no hash.</summary>
    public static HubDigest? Parse(string? entityTag)
    {
        var digits = entityTag?.Trim() ?? string.Empty;
        digits = (digits.StartsWith("W/", StringComparison.Ordinal) ? digits[2..] : digits).Trim('"');
        return digits.Length is Sha256Digits or GitDigits && digits.All(char.IsAsciiHexDigit)
            ? new HubDigest(digits.ToLowerInvariant())
            : null;
    }

    /// <summary>Whether a file has this hash.</summary>
    public bool Fits(string path)
    {
        using var stream = File.OpenRead(path);
        if (Hexadecimal.Length == Sha256Digits)
        {
            return Convert.ToHexStringLower(SHA256.HashData(stream)) == Hexadecimal;
        }

        return Convert.ToHexStringLower(GitBlobHash(stream)) == Hexadecimal;
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security", "CA5350", Justification = "Git names its blobs by SHA-1; it is compared with what the hub states.")]
    private static byte[] GitBlobHash(FileStream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Encoding.ASCII.GetBytes(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"blob {stream.Length}\0")));
        var buffer = new byte[1 << 16];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            hash.AppendData(buffer, 0, read);
        }

        return hash.GetHashAndReset();
    }
}
