namespace MinMo.Training.Corpora.Speech.Speakers;

/// <summary>A speech synthesizer is missing or failed. The message says which and what to do.</summary>
public sealed class SpeechProgramException : Exception
{
    /// <param name="message">What failed.</param>
    public SpeechProgramException(string message)
        : base(message)
    {
    }

    /// <param name="message">What failed.</param>
    /// <param name="innerException">Why.</param>
    public SpeechProgramException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
