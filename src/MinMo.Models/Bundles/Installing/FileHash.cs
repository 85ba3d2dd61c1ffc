using System.Security.Cryptography;

namespace MinMo.Models.Bundles.Installing;

/// <summary>SHA-256 of files.</summary>
internal static class FileHash
{
    /// <returns>64 lower case hexadecimal digits.</returns>
    public static string Compute(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Describes a file as it is now.</summary>
    /// <param name="root">The part's folder.</param>
    /// <param name="path">A file below it.</param>
    public static BundleFile Describe(string root, string path)
        => new(Path.GetRelativePath(root, path).Replace('\\', '/'), new FileInfo(path).Length, Compute(path));

    /// <summary>What is wrong with a file, or null.</summary>
    public static string? FindDamage(string path, BundleFile expected)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return "the file is missing";
        }

        if (file.Length != expected.Bytes)
        {
            return $"the file has {file.Length} bytes, not {expected.Bytes}";
        }

        var hash = Compute(path);
        return hash == expected.Sha256 ? null : $"the file's sha256 is {hash}, not {expected.Sha256}: it was changed or damaged";
    }
}
