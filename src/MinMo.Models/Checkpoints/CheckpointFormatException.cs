namespace MinMo.Models.Checkpoints;

/// <summary>A checkpoint cannot be used as it is: malformed, truncated, of a type not supported, or lacking a tensor.</summary>
/// <param name="file">The file or folder.</param>
/// <param name="position">The byte at which the mistake was found, counted from the start of the file.</param>
/// <param name="reason">What is wrong, in words.</param>
/// <param name="innerException">What a parser underneath said, if one did.</param>
public sealed class CheckpointFormatException(string file, long position, string reason, Exception? innerException = null)
    : Exception($"{file}, byte {position}: {reason}", innerException)
{
    /// <summary>The file or folder that was refused.</summary>
    public string File { get; } = file;

    /// <summary>The byte at which the mistake was found, counted from the start of the file.</summary>
    public long Position { get; } = position;

    /// <summary>What is wrong, without file and position.</summary>
    public string Reason { get; } = reason;
}
