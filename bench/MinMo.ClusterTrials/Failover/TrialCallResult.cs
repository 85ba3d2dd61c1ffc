using MinMo.Abstractions.Streams;

namespace MinMo.ClusterTrials.Failover;

/// <summary>What became of one call.</summary>
internal sealed class TrialCallResult
{
    /// <summary>Why the call ended before it was hung up; null when it did not.</summary>
    public string? Ended { get; set; }

    /// <summary>The caller's turns as the engine understood them.</summary>
    public List<string> Understood { get; } = [];

    /// <summary>Replies that were heard to their end.</summary>
    public int Answered { get; private set; }

    /// <summary>When the call moved to another worker.</summary>
    public List<long> Moved { get; } = [];

    /// <summary>Ticks of the caller's audio that no worker listened to, whatever was in them.</summary>
    public int UnheardTicks { get; private set; }

    public TimeSpan LongestGap { get; set; }

    public TimeSpan LongestWait { get; set; }

    public void Take(CallOutput output, long now)
    {
        switch (output)
        {
            case TurnCommitted turn:
                Understood.Add(turn.Text ?? "");
                break;
            case ReplyEnded { Outcome: ReplyOutcome.Completed }:
                Answered++;
                break;
            case SessionRecovered:
                Moved.Add(now);
                break;
            case ListeningFellBehind behind:
                UnheardTicks += behind.LostTicks;
                break;
            case CallEnded ended:
                Ended ??= ended.Reason == "the gateway hung up" ? null : ended.Reason;
                break;
        }
    }
}
