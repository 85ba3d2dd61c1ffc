using System.Threading.Channels;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using Orleans.Streams;

namespace MinMo.Gateways.Calls;

/// <summary>A call of the cluster. When its grain goes while the call lasts, it is started again and goes on from its
/// dialogue.</summary>
internal sealed class OrleansCallLine(CallId call, IConversationGrain grain, IAsyncStream<CallInput> inputs, CallSettings settings)
    : ICallLine
{
    // Some seconds of everything a call can say. All subscriptions of a client share one pump, so a handler must never
    // wait: a gateway that is behind that far loses its call, and no other call waits for it.
    private const int OutputsHeld = 1024;

    private readonly Channel<CallOutput> _outputs = Channel.CreateBounded<CallOutput>(
        new BoundedChannelOptions(OutputsHeld) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private StreamSubscriptionHandle<CallOutput>? _subscription;
    private volatile CallSettings _settings = settings;
    private volatile bool _closed;

    public ChannelReader<CallOutput> Outputs => _outputs.Reader;

    /// <summary>Listens and begins the call.</summary>
    public async Task<Admission> StartAsync(IAsyncStream<CallOutput> outputs, CancellationToken cancellationToken)
    {
        _subscription = await outputs.SubscribeAsync((output, _) =>
        {
            Take(output);
            return Task.CompletedTask;
        });
        return await grain.StartAsync(_settings, cancellationToken);
    }

    public Task SendAsync(CallInput input)
    {
        if (input is SettingsChanged { Settings: var changed })
        {
            // These are fixed for the call's life.
            _settings = changed with { Bundle = _settings.Bundle, Tenant = _settings.Tenant, LockStep = _settings.LockStep };
        }

        return inputs.OnNextAsync(input);
    }

    public async ValueTask DisposeAsync() => await CloseAsync(end: true);

    /// <summary>Listens no more.</summary>
    /// <param name="end">Whether the call is ended too.</param>
    public async Task CloseAsync(bool end)
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        _outputs.Writer.TryComplete();
        try
        {
            if (end)
            {
                await grain.EndAsync("the gateway hung up");
            }
        }
        finally
        {
            await (_subscription?.UnsubscribeAsync() ?? Task.CompletedTask);
        }
    }

    private void Take(CallOutput output)
    {
        if (!_outputs.Writer.TryWrite(output))
        {
            _outputs.Writer.TryComplete(new IOException($"The gateway of call {call} is {OutputsHeld} events behind."));
        }
        else if (output is CallSuspended suspended)
        {
            _ = ResumeAsync(suspended.At);
        }
    }

    private async Task ResumeAsync(CallPosition at)
    {
        try
        {
            if (await grain.StartAsync(_settings) is Admission.Refused refused)
            {
                Take(new CallEnded(at, refused.Explanation));
            }
            else if (_closed)
            {
                await grain.EndAsync("the gateway hung up");
            }
        }
        catch (Exception failure)
        {
            Take(new CallEnded(at, $"the call could not go on: {failure.Message}"));
        }
    }
}
