namespace MinMo.LoadTest.Dialogues;

/// <summary>A file of dialogues is not what it should be. The message says where and what is expected.</summary>
public sealed class DialogueScriptException : Exception
{
    /// <param name="message">What is wrong, and where.</param>
    public DialogueScriptException(string message)
        : base(message)
    {
    }

    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">Why.</param>
    public DialogueScriptException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
