using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MinMo.Abstractions.Calls;
using MinMo.Grains.Cluster;
using MinMo.Grains.Workers;
using Orleans.Streams;

namespace MinMo.Grains.Conversations;

/// <summary>What the conversations of a silo share and are made of.</summary>
internal sealed class ConversationParts(
    PlaceFinder places, NodeWatch nodes, CallMetrics metrics, IOptions<ConversationOptions> options, TimeProvider time,
    ILoggerFactory loggers)
{
    public PlaceFinder Places => places;

    public ConversationOptions Options => options.Value;

    public TimeProvider Time => time;

    public CallJournal JournalOf(CallId call) => new(call, metrics, time, loggers.CreateLogger<CallJournal>());

    public GatewayLine GatewayOf(CallId call, IStreamProvider streams)
        => new(call, streams, this, loggers.CreateLogger<GatewayLine>());

    public WorkerLine WorkersOf(CallId call, IGrainFactory grains)
        => new(call, grains, nodes, loggers.CreateLogger<WorkerLine>());

    public DialogueStore StoreOf(CallId call, IPersistentState<ConversationRecord> state)
        => new(call, state, loggers.CreateLogger<DialogueStore>());
}
