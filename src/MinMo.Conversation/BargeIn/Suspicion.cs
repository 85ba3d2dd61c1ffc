using MinMo.Abstractions.Calls;
using MinMo.Conversation.Machine;

namespace MinMo.Conversation.BargeIn;

/// <summary>Speech while the agent speaks, of which it is not clear yet whether it claims the floor.</summary>
internal sealed class Suspicion(CallPosition onset)
{
    /// <summary>Begin of the speech.</summary>
    public CallPosition Onset { get; } = onset;

    /// <summary>End of the speech so far.</summary>
    public CallPosition LastSpeech { get; set; } = onset;

    /// <summary>Up to where its words were looked at.</summary>
    public CallPosition JudgedTo { get; set; } = onset;

    /// <summary>The recognition under way.</summary>
    public StepTicket? Recognizing { get; set; }

    /// <summary>Whether the words looked at are none, or a back-channel.</summary>
    public bool Harmless { get; set; }
}
