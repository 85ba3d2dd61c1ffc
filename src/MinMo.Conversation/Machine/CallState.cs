using MinMo.Abstractions.Streams;
using MinMo.Conversation.BargeIn;
using MinMo.Conversation.Dialogue;
using MinMo.Conversation.Listening;
using MinMo.Conversation.Replying;

namespace MinMo.Conversation.Machine;

/// <summary>Everything a call knows. The parts of the machine act on it in turn, never at once.</summary>
internal sealed class CallState
{
    /// <param name="context">Clock, place and steps.</param>
    public CallState(CallContext context)
    {
        Context = context;
        Audio = new CallerAudio(new EchoGuard(Sound));
    }

    public CallContext Context { get; }

    public CallerAudio Audio { get; }

    /// <summary>What the agent says, on the caller's clock.</summary>
    public AgentSound Sound { get; } = new();

    public SpeechDetector Detector { get; } = new();

    /// <summary>What the model says of the caller's turn, where it judges turns.</summary>
    public TurnEvidence Evidence { get; } = new();

    public DialogueLog Dialogue { get; } = new();

    public LaneLedger Lane { get; } = new();

    /// <summary>The caller's open turn.</summary>
    public CallerTurn? Turn { get; set; }

    /// <summary>The reply in production, speculative or confirmed.</summary>
    public Reply? Reply { get; set; }

    /// <summary>A barge-in that is not certain yet; the agent's audio is held.</summary>
    public Suspicion? Suspicion { get; set; }

    /// <summary>Replies whose audio a client may still cut, newest last.</summary>
    public SpokenReplies Spoken { get; } = new();

    public bool Ended { get; set; }

    /// <summary>A reply that the caller knows of.</summary>
    public Reply? ConfirmedReply => Reply is { Confirmed: true } reply ? reply : null;

    public TurnPhase Phase => this switch
    {
        { Ended: true } => TurnPhase.Ended,
        { Suspicion: not null } => TurnPhase.Suspecting,
        { ConfirmedReply: { Audio.Played: > 0 } } => TurnPhase.Speaking,
        { ConfirmedReply: not null } => TurnPhase.Thinking,
        { Turn: { Judging: true } } => TurnPhase.Pausing,
        { Turn: not null } => TurnPhase.Hearing,
        _ => TurnPhase.Listening,
    };
}
