using System.Security.Cryptography;
using System.Text;

namespace MinMo.Models.Bundles;

/// <summary>One model of a bundle.</summary>
public sealed record BundlePart
{
    private static readonly string[] WeightExtensions = [".gguf", ".safetensors", ".onnx", ".pt"];

    /// <summary>What it does.</summary>
    public required BundlePartKind Kind { get; init; }

    /// <summary>The layout of its files.</summary>
    public required BundlePartFormat Format { get; init; }

    /// <summary>A folder, or a file if the format is one file; relative to the bundle's folder, or absolute for a part
    /// that lies elsewhere on this machine.</summary>
    public required string Path { get; init; }

    /// <summary>Under which terms it may be used, as its publisher states them.</summary>
    public required string Licence { get; init; }

    /// <summary>Where it came from.</summary>
    public required string Source { get; init; }

    /// <summary>Of the audio that it takes or gives; null if it has nothing to do with audio.</summary>
    public int? SampleRateHz { get; init; }

    /// <summary>Every file that belongs to it.</summary>
    public required IReadOnlyList<BundleFile> Files { get; init; }

    /// <summary>Where it lies, absolute: a folder, or the one file it consists of.</summary>
    /// <param name="folder">What <see cref="Path"/> is relative to.</param>
    public string PathIn(string folder)
        => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, Path)));

    /// <summary>Where one of its files lies, absolute.</summary>
    /// <param name="folder">What <see cref="Path"/> is relative to.</param>
    /// <param name="file">Which one.</param>
    public string PathIn(string folder, BundleFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Format == BundlePartFormat.Gguf ? PathIn(folder) : System.IO.Path.Combine(PathIn(folder), file.Path);
    }

    /// <summary>Names the weights: the hash of the file that holds them, or one over the hashes of several.</summary>
    public string Fingerprint()
    {
        string[] hashes =
        [
            .. Files.Where(static file => WeightExtensions.Contains(System.IO.Path.GetExtension(file.Path)))
                .OrderBy(static file => file.Path, StringComparer.Ordinal).Select(static file => file.Sha256),
        ];
        return hashes is [var only]
            ? only
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', hashes))));
    }
}
