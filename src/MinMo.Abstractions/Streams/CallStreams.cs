namespace MinMo.Abstractions.Streams;

/// <summary>Names of the streams of a call; the stream key is the <see cref="Calls.CallId"/>.</summary>
public static class CallStreams
{
    /// <summary>The stream provider on which calls travel.</summary>
    public const string Provider = "calls";

    /// <summary>Namespace of the stream from the gateway to the conversation grain: <see cref="CallInput"/>.</summary>
    public const string Input = "audio-in";

    /// <summary>Namespace of the stream from the conversation grain to the gateway: <see cref="CallOutput"/>.</summary>
    public const string Output = "audio-out";
}
