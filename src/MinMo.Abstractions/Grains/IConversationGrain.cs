using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;

namespace MinMo.Abstractions.Grains;

/// <summary>
/// One live call; the key is the <see cref="CallId"/>. Audio and events travel on the streams of
/// <see cref="Streams.CallStreams"/>, in both directions.
/// </summary>
[Alias("minmo.conversation")]
public interface IConversationGrain : IGrainWithStringKey
{
    /// <summary>
    /// Reserves a place on a worker and begins to listen to the input stream. Subscribe to the output stream before.
    /// </summary>
    [Alias("start")]
    Task<Admission> StartAsync(CallSettings settings, CancellationToken cancellationToken = default);

    /// <summary>Ends the call and gives its place back. Ending twice does nothing.</summary>
    [Alias("end")]
    Task EndAsync(string reason, CancellationToken cancellationToken = default);

    /// <summary>The dialogue as the caller knows it.</summary>
    [Alias("dialogue")]
    Task<DialogueEntry[]> GetDialogueAsync(CancellationToken cancellationToken = default);
}
