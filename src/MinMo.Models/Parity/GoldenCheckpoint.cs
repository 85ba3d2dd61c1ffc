using MinMo.Models.Checkpoints;

namespace MinMo.Models.Parity;

/// <summary>Where the checkpoint of a golden lies.</summary>
internal sealed record GoldenCheckpoint(string Folder, bool IsOutsideFamily)
{
    /// <param name="golden">The golden's folder, absolute.</param>
    /// <param name="relative">The field <c>checkpoint</c>.</param>
    /// <param name="weightsRoot">Where real weights are installed, or null.</param>
    public static GoldenCheckpoint Locate(string golden, string relative, string? weightsRoot)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(golden, relative)));
        var family = Path.GetDirectoryName(golden) + Path.DirectorySeparatorChar;
        var outside = !folder.StartsWith(family, StringComparison.Ordinal);
        if (Directory.Exists(folder))
        {
            return new(folder, outside);
        }

        if (!outside)
        {
            throw new CheckpointFormatException(folder, 0, "the golden's checkpoint is missing");
        }

        var name = Path.GetFileName(folder);
        var installed = weightsRoot is null ? null : Path.GetFullPath(Path.Combine(weightsRoot, name));
        return Directory.Exists(installed) ? new(installed, outside) : throw new WeightsNotInstalledException(name);
    }
}
