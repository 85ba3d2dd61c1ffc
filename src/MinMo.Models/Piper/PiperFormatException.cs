namespace MinMo.Models.Piper;

/// <summary>A voice's files contradict the format; the message names the file and what is wrong.</summary>
public sealed class PiperFormatException : Exception
{
    /// <param name="path">The file.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public PiperFormatException(string path, string reason, Exception? innerException = null)
        : base($"{path}: {reason}", innerException)
    {
    }
}
