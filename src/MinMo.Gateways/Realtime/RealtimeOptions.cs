using System.ComponentModel.DataAnnotations;

namespace MinMo.Gateways.Realtime;

/// <summary>Limits of the Realtime endpoint.</summary>
public sealed class RealtimeOptions
{
    /// <summary>Keys of which a client must bring one; empty (the default): no key is asked for.</summary>
    public IList<string> ApiKeys { get; } = [];

    /// <summary>Largest text frame in bytes. Default: 21 MiB, room for the 15 MiB of audio that the protocol allows in
    /// one append, in base64.</summary>
    [Range(65_536, 134_217_728)]
    public int MaximumFrameBytes { get; set; } = 21 * 1024 * 1024;

    /// <summary>Events that wait for a client that reads slowly; more, and it is cut off with 1013. Default: 1024,
    /// over half a minute of a reply.</summary>
    [Range(64, 65_536)]
    public int SendQueueLength { get; set; } = 1024;

    /// <summary>How far audio is sent ahead of what the client plays. Default: 2 s; more is computed in vain when the
    /// caller interrupts.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:00:10")]
    public TimeSpan Lead { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest session. Default: 60 min, as in the hosted service.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan LongestSession { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>How long a client may leave pings unanswered. Default: 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
