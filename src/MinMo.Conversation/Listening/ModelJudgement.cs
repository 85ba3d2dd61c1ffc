using MinMo.Conversation.Machine;

namespace MinMo.Conversation.Listening;

/// <summary>Whether a turn of the caller is over, where the model judges that itself: its evidence, and the caller's silence
/// where it is unsure.</summary>
internal sealed class ModelJudgement(CallState state)
{
    /// <summary>Evidence of <c>hold</c> that no other class outweighs.</summary>
    private const float HoldThreshold = 0.5f;

    /// <summary>Evidence of <c>respond</c> with which half of the longest silence is enough.</summary>
    private const float LikelyThreshold = 0.6f;

    private readonly CallContext _context = state.Context;

    /// <summary>The caller is in the middle of the turn.</summary>
    public bool GoesOn
        => state.Evidence.Hold >= HoldThreshold && state.Evidence.Respond < _context.Settings.Turns.PrepareThreshold;

    /// <summary>The reply is to be prepared: the turn is likely to be over, or half of the longest silence has passed, so that
    /// the first sound is ready when all of it has.</summary>
    public bool MayBeDone
        => state.Evidence.Respond >= _context.Settings.Turns.PrepareThreshold || HalfOfSilence;

    /// <summary>The turn is over: certainly by the evidence; likely, and half of the longest silence has passed; or however the
    /// model judges, nothing was said for long enough.</summary>
    public bool IsDone
        => state.Evidence.Respond >= _context.Settings.Turns.RespondThreshold || state.Detector.Silence >= LongestSilence
            || (state.Evidence.Respond >= LikelyThreshold && HalfOfSilence);

    /// <summary>As the caller feels it: the evidence of a tick comes as much later as the model looks ahead.</summary>
    private TimeSpan LongestSilence => AtLeastTick(_context.Settings.Turns.WaitWhenUnsure - _context.Engine.LookAhead);

    private bool HalfOfSilence => state.Detector.Silence >= AtLeastTick(LongestSilence / 2);

    // Less would take speech for silence.
    private TimeSpan AtLeastTick(TimeSpan silence) => silence > _context.Engine.Tick ? silence : _context.Engine.Tick;
}
