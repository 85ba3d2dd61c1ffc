namespace MinMo.Training.Evaluation.Sets;

/// <summary>A data set cannot be read. The message says where and what to do.</summary>
public sealed class EvaluationSetException : Exception
{
    /// <param name="message">What is wrong.</param>
    public EvaluationSetException(string message)
        : base(message)
    {
    }

    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">Why.</param>
    public EvaluationSetException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
