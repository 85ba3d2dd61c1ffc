using System.Threading.Channels;

namespace MinMo.LoadTest.Lines;

/// <summary>A caller's end of one call, whatever protocol carries it. Disposing hangs up.</summary>
public interface ICallerLine : IAsyncDisposable
{
    /// <summary>What comes from the agent's side, in order; completed when the call is over.</summary>
    ChannelReader<LineEvent> Events { get; }

    /// <summary>Sends the caller's next packet.</summary>
    /// <param name="samples">20 ms at 16 kHz.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <remarks>On a line that is broken it does nothing: <see cref="Events"/> tells.</remarks>
    ValueTask SendAsync(ReadOnlyMemory<short> samples, CancellationToken cancellationToken);
}
