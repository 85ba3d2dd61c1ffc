using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Streams;

namespace MinMo.Conversation.Listening;

/// <summary>
/// The four classes of duplex evidence in the cascade family, which has no predictor: derived from the speech
/// probability, the state and the share of the wait that is over.
/// </summary>
public static class CascadeEvidence
{
    /// <summary>The evidence of one tick.</summary>
    /// <param name="phase">The state after the tick.</param>
    /// <param name="speech">Probability of speech, 0 to 1.</param>
    /// <param name="waited">Share of the silence to be waited that is over, 0 to 1; 0 while it is not known.</param>
    public static DuplexEvidence Of(TurnPhase phase, float speech, float waited) => phase switch
    {
        TurnPhase.Hearing => new DuplexEvidence(0, 1, 0, 0),
        TurnPhase.Pausing => new DuplexEvidence(0, 1 - waited, waited, 0),
        TurnPhase.Thinking or TurnPhase.Speaking or TurnPhase.Suspecting
            => new DuplexEvidence(1 - speech, 0, 0, speech),
        _ => new DuplexEvidence(1 - speech, speech, 0, 0),
    };
}
