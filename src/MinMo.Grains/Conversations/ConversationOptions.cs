namespace MinMo.Grains.Conversations;

/// <summary>Limits of the conversation grain.</summary>
public sealed class ConversationOptions
{
    /// <summary>
    /// A call whose gateway has sent nothing for this long is ended: gateways send audio without pause, so theirs has
    /// died. Default: 30 s, which outlasts a restart of the gateway's connection.
    /// </summary>
    public TimeSpan EndWithoutInputAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Events that may wait for the gateway. When they are too many the call is ended: the gateway does not take what
    /// it is sent. Default: 2,048, about a minute of speaking.
    /// </summary>
    public int WaitingOutputs { get; set; } = 2_048;
}
