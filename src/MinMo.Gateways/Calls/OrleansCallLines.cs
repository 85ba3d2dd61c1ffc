using System.Threading.Channels;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using Orleans.Streams;

namespace MinMo.Gateways.Calls;

/// <summary>Calls of the cluster: streams to and from a conversation grain.</summary>
internal sealed class OrleansCallLines(IClusterClient cluster) : ICallLines
{
    // Some seconds of everything a call can say. All subscriptions of a client share one pump, so a handler must never
    // wait: a gateway that is behind that far loses its call, and no other call waits for it.
    private const int OutputsHeld = 1024;

    public async Task<CallOpening> OpenAsync(CallId call, CallSettings settings, CancellationToken cancellationToken)
    {
        var provider = cluster.GetStreamProvider(CallStreams.Provider);
        var outputs = Channel.CreateBounded<CallOutput>(
            new BoundedChannelOptions(OutputsHeld) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        var subscription = await provider
            .GetStream<CallOutput>(StreamId.Create(CallStreams.Output, call.Value))
            .SubscribeAsync((output, _) =>
            {
                if (!outputs.Writer.TryWrite(output))
                {
                    outputs.Writer.TryComplete(
                        new IOException($"The gateway of call {call} is {OutputsHeld} events behind."));
                }

                return Task.CompletedTask;
            });
        var grain = cluster.GetGrain<IConversationGrain>(call.Value);
        var line = new Line(
            grain, subscription, provider.GetStream<CallInput>(StreamId.Create(CallStreams.Input, call.Value)), outputs);
        try
        {
            switch (await grain.StartAsync(settings, cancellationToken))
            {
                case Admission.Granted granted:
                    return new CallOpening.Opened(line, granted.Engine);
                case Admission.Refused refused:
                    await line.CloseAsync(end: false);
                    return new CallOpening.Refused(refused);
                case var other:
                    throw new InvalidOperationException($"unknown admission {other.GetType().Name}");
            }
        }
        catch
        {
            await line.DisposeAsync();
            throw;
        }
    }

    private sealed class Line(
        IConversationGrain grain,
        StreamSubscriptionHandle<CallOutput> subscription,
        IAsyncStream<CallInput> inputs,
        Channel<CallOutput> outputs) : ICallLine
    {
        private bool _closed;

        public ChannelReader<CallOutput> Outputs => outputs.Reader;

        public Task SendAsync(CallInput input) => inputs.OnNextAsync(input);

        public async ValueTask DisposeAsync() => await CloseAsync(end: true);

        public async Task CloseAsync(bool end)
        {
            if (_closed)
            {
                return;
            }

            _closed = true;
            outputs.Writer.TryComplete();
            try
            {
                if (end)
                {
                    await grain.EndAsync("the gateway hung up");
                }
            }
            finally
            {
                await subscription.UnsubscribeAsync();
            }
        }
    }
}
