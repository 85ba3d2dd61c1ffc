namespace MinMo.Streams;

/// <summary>Sizes of the call stream provider.</summary>
public sealed class CallStreamOptions
{
    /// <summary>
    /// Queues, each with a pulling agent of its own. While a new stream is being registered its queue stands still
    /// (about a millisecond), so more queues mean fewer neighbours that notice.
    /// </summary>
    public int QueueCount { get; set; } = 16;

    /// <summary>Messages a queue holds before writers wait: 1,600 messages are 100 calls at 50 frames a second, 320 ms.</summary>
    public int MessagesPerQueue { get; set; } = 1_600;

    /// <summary>Messages a stream may have under way before its writer waits: 512 frames of 20 ms are 10 s.</summary>
    public int MessagesPerStream { get; set; } = 512;

    /// <summary>How long messages are kept for which nobody has subscribed yet.</summary>
    public TimeSpan KeepUnclaimedFor { get; set; } = TimeSpan.FromSeconds(5);
}
