using Microsoft.Extensions.Logging;

namespace MinMo.Gateways.Realtime.Sessions;

/// <summary>What a session takes from the node.</summary>
/// <param name="Options">Limits.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">The log.</param>
internal sealed record SessionSurroundings(RealtimeOptions Options, TimeProvider Time, ILogger Logger);
