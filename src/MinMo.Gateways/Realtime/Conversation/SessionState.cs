using MinMo.Abstractions.Settings;
using MinMo.Gateways.Realtime.Audio;
using MinMo.Protocols.Realtime.Session;

namespace MinMo.Gateways.Realtime.Conversation;

/// <summary>What all parts of one session share. One thread at a time.</summary>
internal sealed class SessionState(SessionConfiguration configuration, CallSettings defaults, TimeSpan lead)
{
    /// <summary>The effective session.</summary>
    public SessionConfiguration Configuration { get; set; } = configuration;

    /// <summary>What the call has where the client says nothing.</summary>
    public CallSettings Defaults { get; } = defaults;

    /// <summary>Most audio that waits at the client.</summary>
    public TimeSpan Lead { get; } = lead;

    public Exchange Exchange { get; } = new();

    public ItemShelf Items { get; } = new();

    public CallerAudio Caller { get; } = new();

    /// <summary>Whether audio of the agent was sent: its voice cannot change any more.</summary>
    public bool Audible { get; set; }

    /// <summary>The conversation's name in responses.</summary>
    public string ConversationId { get; } = "conv_" + configuration.Id;
}
