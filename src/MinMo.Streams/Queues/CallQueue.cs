using System.Threading.Channels;

namespace MinMo.Streams.Queues;

/// <summary>
/// A queue that several streams share, between their writers and the one pulling agent that reads it. When it is full
/// the writer waits: nothing is lost, and the reader never waits for subscribers, so it is never full for long.
/// </summary>
internal sealed class CallQueue(CallStreamOptions options)
{
    private readonly Channel<CallBatch?> _channel = Channel.CreateBounded<CallBatch?>(
        new BoundedChannelOptions(options.MessagesPerQueue)
        {
            FullMode = BoundedChannelFullMode.Wait,
            SingleReader = true,
        });

    /// <summary>What each stream of this queue may have under way.</summary>
    public StreamCredits Credits { get; } = new(options.MessagesPerStream);

    /// <summary>Puts a message on the queue; waits while its stream has too many under way.</summary>
    public async Task WriteAsync(StreamId streamId, object[] events)
    {
        await Credits.AcquireAsync(streamId).ConfigureAwait(false);
        await _channel.Writer.WriteAsync(new CallBatch(streamId, events)).ConfigureAwait(false);
    }

    /// <summary>Lets <see cref="WaitAsync"/> and <see cref="TryRead"/> end without a message.</summary>
    public void Nudge() => _channel.Writer.TryWrite(null);

    /// <summary>Waits for a message or a nudge.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
        => _channel.Reader.WaitToReadAsync(cancellationToken);

    /// <summary>The next message; null for a nudge.</summary>
    public bool TryRead(out CallBatch? batch) => _channel.Reader.TryRead(out batch);
}
