namespace MinMo.Models.Phonemes;

/// <summary>Text could not be transcribed; the message names the remedy.</summary>
public sealed class PhonemizerException : Exception
{
    /// <param name="failure">What went wrong.</param>
    /// <param name="message">With the remedy, such as the command that installs the program.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public PhonemizerException(PhonemizerFailure failure, string message, Exception? innerException = null)
        : base(message, innerException) => Failure = failure;

    /// <summary>What went wrong.</summary>
    public PhonemizerFailure Failure { get; }
}
