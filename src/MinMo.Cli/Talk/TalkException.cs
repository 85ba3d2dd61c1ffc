namespace MinMo.Cli.Talk;

/// <summary>The call could not be played to its end.</summary>
public sealed class TalkException : Exception
{
    /// <summary>Without a reason.</summary>
    public TalkException()
    {
    }

    /// <summary>With a sentence for people.</summary>
    public TalkException(string message)
        : base(message)
    {
    }

    /// <summary>With a sentence for people and what caused it.</summary>
    public TalkException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
