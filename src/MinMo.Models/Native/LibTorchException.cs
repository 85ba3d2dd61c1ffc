namespace MinMo.Models.Native;

/// <summary>The libtorch that somebody named cannot be used; the message says why and what to do.</summary>
public sealed class LibTorchException : Exception
{
    /// <summary>Says why.</summary>
    public LibTorchException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
