using System.Threading.Channels;
using MinMo.Abstractions.Streams;
using Orleans.Streams;

namespace MinMo.Grains.Conversations;

/// <summary>
/// Publishes a call's events in order without holding up its turns. What does not fit any more is refused: the grain
/// then ends the call.
/// </summary>
internal sealed class OutputPump
{
    private readonly Channel<CallOutput> _waiting;
    private readonly Task _pumping;

    /// <summary>Begins to pump on the scheduler of the grain that makes it.</summary>
    public OutputPump(IAsyncStream<CallOutput> stream, int capacity)
    {
        _waiting = Channel.CreateBounded<CallOutput>(
            new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
        _pumping = PumpAsync(stream);
    }

    /// <summary>Takes an event; false when too many wait or the pump has stopped.</summary>
    public bool TryPublish(CallOutput output) => _waiting.Writer.TryWrite(output);

    /// <summary>Takes no more events, and ends when all have been published.</summary>
    public Task CompleteAsync()
    {
        _waiting.Writer.TryComplete();
        return _pumping;
    }

    private async Task PumpAsync(IAsyncStream<CallOutput> stream)
    {
        await foreach (var output in _waiting.Reader.ReadAllAsync())
        {
            await stream.OnNextAsync(output);
        }
    }
}
