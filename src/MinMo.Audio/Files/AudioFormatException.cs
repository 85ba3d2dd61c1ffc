namespace MinMo.Audio.Files;

/// <summary>A file is not audio that can be read: of another kind, damaged, cut short, empty, or too large.</summary>
public sealed class AudioFormatException : Exception
{
    /// <summary>States what is wrong, and where.</summary>
    /// <param name="path">Path of the file, or the name that the caller gave to the stream.</param>
    /// <param name="position">Bytes from the start to where it was noticed.</param>
    /// <param name="reason">One clause, for the person who owns the file.</param>
    public AudioFormatException(string path, long position, string reason)
        : base($"'{path}' at byte {position}: {reason}")
    {
        Path = path;
        Position = position;
        Reason = reason;
    }

    /// <summary>Path of the file, or the name that the caller gave to the stream.</summary>
    public string Path { get; }

    /// <summary>Bytes from the start to where it was noticed.</summary>
    public long Position { get; }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }
}
