using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Streams;

namespace MinMo.ClusterTrials.Failover;

/// <summary>What became of one call.</summary>
internal sealed class TrialCallResult
{
    private CallPosition _listened;
    private CallPosition? _tick;

    /// <summary>Why the call ended before it was hung up; null when it did not.</summary>
    public string? Ended { get; set; }

    /// <summary>The caller's turns as the engine understood them.</summary>
    public List<string> Understood { get; } = [];

    /// <summary>Replies that were heard to their end.</summary>
    public int Answered { get; private set; }

    /// <summary>When the call moved to another worker.</summary>
    public List<long> Moved { get; } = [];

    /// <summary>Caller audio that no worker has ever listened to.</summary>
    public TimeSpan Unheard { get; private set; }

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
            case DuplexObserved observed:
                Listened(observed.At);
                break;
            case CallEnded ended:
                Ended ??= ended.Reason == "the gateway hung up" ? null : ended.Reason;
                break;
        }
    }

    // Ticks follow each other without a gap; the first one tells how long they are.
    private void Listened(CallPosition end)
    {
        _tick ??= end;
        var missing = end - _listened - (_tick.Value - CallPosition.Zero);
        Unheard += missing > TimeSpan.Zero ? missing : TimeSpan.Zero;
        _listened = end;
    }
}
