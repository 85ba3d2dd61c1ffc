namespace MinMo.LoadTest.Callers;

/// <summary>Where the agent was heard: joins audible samples of one reply whose gaps are short.</summary>
internal sealed class SoundSpans(List<CallMoment> moments)
{
    private const int Audible = 32; // -60 dBFS

    /// <summary>A longer gap is silence.</summary>
    public static readonly TimeSpan LongestGap = TimeSpan.FromMilliseconds(300);

    private TimeSpan _from;
    private string? _reply;
    private string? _latestReply;

    /// <summary>Whether a span is open.</summary>
    public bool Open => _reply is not null;

    /// <summary>First sound of the reply that was heard last.</summary>
    public TimeSpan? ReplyFrom { get; private set; }

    /// <summary>End of the last sound.</summary>
    public TimeSpan LastSound { get; private set; }

    /// <summary>Listens to a packet.</summary>
    /// <param name="packet">As it is played.</param>
    /// <param name="now">Its begin.</param>
    /// <param name="reply">What its last sample belongs to; null before any.</param>
    public void Hear(ReadOnlySpan<short> packet, TimeSpan now, string? reply)
    {
        int first = packet.IndexOfAnyExceptInRange((short)-Audible, (short)Audible);
        if (first < 0 || reply is null)
        {
            if (Open && now + Packet.Length - LastSound > LongestGap)
            {
                Close();
            }

            return;
        }

        var begin = now + Packet.TimeOf(first);
        if (_reply != reply || begin - LastSound > LongestGap)
        {
            Close();
            (_reply, _from) = (reply, begin);
        }

        if (_latestReply != reply)
        {
            (_latestReply, ReplyFrom) = (reply, begin);
        }

        LastSound = now + Packet.TimeOf(packet.LastIndexOfAnyExceptInRange((short)-Audible, (short)Audible) + 1);
    }

    /// <summary>Ends the open span.</summary>
    public void Close()
    {
        if (_reply is { } reply)
        {
            moments.Add(new AgentSounded(_from, LastSound, reply));
            _reply = null;
        }
    }
}
