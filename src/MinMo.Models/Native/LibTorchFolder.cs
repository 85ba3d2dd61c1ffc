using System.Text.RegularExpressions;

namespace MinMo.Models.Native;

/// <summary>A libtorch that is installed on the machine, in a PyTorch of Python or on its own, to be used in place of the one
/// that the program brings along: for a GPU, without 2.5 GB of further packages.</summary>
/// <param name="Path">Holds <c>libtorch_cpu.so</c> and the others.</param>
/// <param name="Version">As the installation says it, e.g. <c>2.10.0+cu128</c>; null if it does not.</param>
public sealed partial record LibTorchFolder(string Path, string? Version)
{
    private const string Advice =
        "name the folder that this prints: python3 -c \"import torch; print(torch.__path__[0])\"";

    // Below what people name: the folder of the libraries, the package or libtorch/, site-packages.
    private static readonly string[] Below = [".", "lib", "torch/lib"];

    private static readonly string[] Needed = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

    /// <summary>Finds the libraries below a folder.</summary>
    /// <param name="folder">Of the libraries, of the package <c>torch</c>, or with this package in it.</param>
    /// <exception cref="LibTorchException">They are not there.</exception>
    public static LibTorchFolder Find(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new LibTorchException($"there is no folder '{folder}' to take libtorch from; {Advice}");
        }

        var candidates = Below.Select(below => System.IO.Path.GetFullPath(System.IO.Path.Combine(folder, below))).ToList();
        var found = candidates.Find(static candidate => File.Exists(System.IO.Path.Combine(candidate, Needed[1])))
            ?? throw new LibTorchException($"no {Needed[1]} in {string.Join(", ", candidates)}; {Advice}");
        var missing = Array.Find(Needed, library => !File.Exists(System.IO.Path.Combine(found, library)));
        return missing is null
            ? new LibTorchFolder(found, VersionOf(found))
            : throw new LibTorchException($"'{found}' has no {missing}: it is not a whole libtorch; {Advice}");
    }

    /// <summary>Loads the libraries, CUDA's too where they are there, and makes TorchSharp use them. To be called before anything
    /// else touches TorchSharp; Linux only.</summary>
    /// <exception cref="LibTorchException">A library cannot be loaded, or does not fit TorchSharp.</exception>
    public void Use() => LibTorchLoading.Load(this);

    /// <inheritdoc/>
    public override string ToString() => $"{Version ?? "of unknown version"} in {Path}";

    // PyTorch has version.py, the archive of libtorch alone has build-version; both beside lib/.
    private static string? VersionOf(string libraries)
    {
        var package = System.IO.Path.GetDirectoryName(libraries)!;
        var stated = System.IO.Path.Combine(package, "build-version");
        if (File.Exists(stated))
        {
            return File.ReadAllText(stated).Trim();
        }

        var python = System.IO.Path.Combine(package, "version.py");
        return File.Exists(python) && PythonVersion().Match(File.ReadAllText(python)) is { Success: true } match
            ? match.Groups["version"].Value
            : null;
    }

    [GeneratedRegex("""^__version__\s*(:[^=]*)?=\s*['"](?<version>[^'"]+)['"]""", RegexOptions.Multiline)]
    private static partial Regex PythonVersion();
}
