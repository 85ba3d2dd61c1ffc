using Microsoft.Extensions.Logging;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;
using Orleans.Streams;

namespace MinMo.Grains.Conversations;

/// <summary>The two streams between a call and its gateway.</summary>
internal sealed partial class GatewayLine(
    CallId call, IStreamProvider streams, ConversationParts parts, ILogger<GatewayLine> logger)
{
    // The last events of a call whose gateway does not read are given up after this.
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(5);

    private readonly OutputPump _output = new(
        streams.GetStream<CallOutput>(StreamId.Create(CallStreams.Output, call.Value)), parts.Options.WaitingOutputs);

    private StreamSubscriptionHandle<CallInput>? _input;

    /// <summary>Begins to listen, or goes on with the subscription of an earlier life of the grain.</summary>
    public async Task ListenAsync(Action<CallInput> take)
    {
        var stream = streams.GetStream<CallInput>(StreamId.Create(CallStreams.Input, call.Value));
        var before = await stream.GetAllSubscriptionHandles();
        _input = before.Count > 0
            ? await before[0].ResumeAsync(TakeAsync)
            : await stream.SubscribeAsync(TakeAsync);

        Task TakeAsync(CallInput input, StreamSequenceToken? token)
        {
            take(input);
            return Task.CompletedTask;
        }
    }

    /// <summary>Sends an event in order; false when too many wait.</summary>
    public bool TryPublish(CallOutput output) => _output.TryPublish(output);

    /// <summary>Ends when the events so far are on the stream, or waiting for them was given up.</summary>
    public async Task CompleteAsync()
    {
        try
        {
            await _output.CompleteAsync().WaitAsync(FarewellPatience, parts.Time);
        }
        catch (Exception exception)
        {
            LogNoFarewell(call, exception);
        }
    }

    public async Task StopListeningAsync()
    {
        try
        {
            await (_input?.UnsubscribeAsync() ?? Task.CompletedTask);
        }
        catch (Exception exception)
        {
            LogStillSubscribed(call, exception);
        }
    }
}
