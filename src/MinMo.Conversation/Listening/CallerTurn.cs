using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Conversation.Machine;

namespace MinMo.Conversation.Listening;

/// <summary>The caller's open turn: from its onset until it is committed, dismissed or taken into a longer one.</summary>
internal sealed class CallerTurn(ItemId item, CallPosition onset)
{
    /// <summary>Name of the entry it will become.</summary>
    public ItemId Item { get; } = item;

    /// <summary>Begin of its audio, prefix padding included.</summary>
    public CallPosition Onset { get; } = onset;

    /// <summary>Whether the present pause is being judged or has been.</summary>
    public bool Judging { get; set; }

    /// <summary>The recognition under way.</summary>
    public StepTicket? Recognizing { get; set; }

    /// <summary>The assessment under way.</summary>
    public StepTicket? Assessing { get; set; }

    /// <summary>End of the audio on which the present pause is judged.</summary>
    public CallPosition JudgedTo { get; set; }

    /// <summary>What was heard up to the present pause.</summary>
    public RecognizeResult? Words { get; set; }

    /// <summary>Probability that the turn is complete by prosody, 0 to 1.</summary>
    public float? Complete { get; set; }

    /// <summary>Silence to be waited in the present pause.</summary>
    public TimeSpan? Wait { get; set; }

    /// <summary>Whether the turn has reached its longest and is answered as it stands.</summary>
    public bool Overlong { get; set; }

    /// <summary>The caller goes on: what was thought of the pause is void.</summary>
    public void ForgetPause(CallContext context)
    {
        context.Forget(Recognizing);
        context.Forget(Assessing);
        (Recognizing, Assessing, Words, Complete, Wait, Judging) = (null, null, null, null, null, false);
    }
}
