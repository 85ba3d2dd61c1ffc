namespace MinMo.Models.Bundles;

/// <summary>A bundle, or a folder that should become part of one, is not what it has to be.</summary>
/// <param name="path">The file or folder.</param>
/// <param name="reason">What is wrong and what to do, in words.</param>
/// <param name="innerException">What a reader underneath said, if one did.</param>
public sealed class BundleFormatException(string path, string reason, Exception? innerException = null)
    : Exception($"{path}: {reason}", innerException)
{
    /// <summary>The file or folder that was refused.</summary>
    public string Path { get; } = path;
}
