using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Grains;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;

namespace MinMo.Gateways.Calls;

/// <summary>Calls of the cluster: streams to and from a conversation grain.</summary>
internal sealed class OrleansCallLines(IClusterClient cluster) : ICallLines
{
    public async Task<CallOpening> OpenAsync(CallId call, CallSettings settings, CancellationToken cancellationToken)
    {
        var provider = cluster.GetStreamProvider(CallStreams.Provider);
        var line = new OrleansCallLine(
            call,
            cluster.GetGrain<IConversationGrain>(call.Value),
            provider.GetStream<CallInput>(StreamId.Create(CallStreams.Input, call.Value)),
            settings);
        try
        {
            switch (await line.StartAsync(
                provider.GetStream<CallOutput>(StreamId.Create(CallStreams.Output, call.Value)), cancellationToken))
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
}
