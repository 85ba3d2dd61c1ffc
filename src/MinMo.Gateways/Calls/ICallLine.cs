using System.Threading.Channels;
using MinMo.Abstractions.Streams;

namespace MinMo.Gateways.Calls;

/// <summary>The gateway's end of one call. Disposing it hangs up.</summary>
public interface ICallLine : IAsyncDisposable
{
    /// <summary>What the conversation says, in order; bounded, the conversation waits when it is full.</summary>
    ChannelReader<CallOutput> Outputs { get; }

    /// <summary>Tells the conversation; one at a time. Waits while the stream is full.</summary>
    Task SendAsync(CallInput input);
}
