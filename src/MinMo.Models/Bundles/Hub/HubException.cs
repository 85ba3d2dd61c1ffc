namespace MinMo.Models.Bundles.Hub;

/// <summary>A published file could not be fetched. The message is one line and says what to do.</summary>
public sealed class HubException : Exception
{
    /// <param name="message">What happened.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public HubException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The host could not be reached at all: probably there is no network.</summary>
    public bool IsOffline { get; init; }

    /// <summary>The hub has no such file.</summary>
    public bool IsMissing { get; init; }
}
