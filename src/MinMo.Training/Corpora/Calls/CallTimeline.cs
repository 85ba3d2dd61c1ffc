using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Corpora.Calls;

/// <summary>Plays a call: who speaks when, on two tracks without noise.</summary>
/// <param name="caller">Says the caller's turns.</param>
/// <param name="agent">Says the replies.</param>
/// <param name="random">Decides gaps, barge-ins and back-channels.</param>
internal sealed class CallTimeline(CallerDelivery caller, AgentCorpus agent, Random random)
{
    private const double BargeInShare = 0.35;
    private const double BackChannelShare = 0.4;
    private const double PrefixShare = 0.3;

    // A reply shorter than this is neither interrupted nor accompanied.
    private static readonly int ShortReply = Samples(1.1);

    private static readonly string[] BackChannels =
        ["uh huh", "yeah", "okay", "right", "mm hmm", "i see", "yes", "oh", "sure", "got it", "ah okay", "yeah yeah"];

    private static readonly string[] Prefixes = ["wait", "stop", "no no", "hold on", "sorry", "excuse me", "no wait"];

    private readonly List<CallerTurn> _callerTurns = [];
    private readonly List<AgentTurn> _agentTurns = [];
    private readonly List<Disturbance> _backChannels = [];
    private int _nextTurn = Samples(0.3 + (1.2 * random.NextDouble()));
    private (Exchange Exchange, int Start, SpokenUtterance Spoken)? _reply;

    internal CallerDelivery Caller => caller;

    internal IReadOnlyList<CallerTurn> CallerTurns => _callerTurns;

    internal IReadOnlyList<AgentTurn> AgentTurns => _agentTurns;

    internal IReadOnlyList<Disturbance> BackChannelsSaid => _backChannels;

    /// <summary>What the caller says, back-channels included.</summary>
    internal SoundTrack CallerTrack { get; } = new();

    /// <summary>What the agent says, as far as it is played.</summary>
    internal SoundTrack AgentTrack { get; } = new();

    /// <summary>Where everything has been said.</summary>
    internal int End => Math.Max(CallerTrack.End, AgentTrack.End);

    /// <summary>Plays one exchange; the reply may be interrupted by the next one.</summary>
    internal async Task PlayAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var answerAt = await HearCallerAsync(exchange, cancellationToken).ConfigureAwait(false);
        var spoken = await agent.SpeakAsync(exchange.Reply, exchange.Style, random, cancellationToken).ConfigureAwait(false);
        _reply = (exchange, answerAt, spoken);
        var length = spoken.Samples.Length;
        if (length > ShortReply && random.NextDouble() < BargeInShare)
        {
            _nextTurn = answerAt + Samples(0.4) + random.Next(length - Samples(0.8));
            return;
        }

        _nextTurn = answerAt + length + Gap();
        if (length > ShortReply && random.NextDouble() < BackChannelShare)
        {
            await AcknowledgeAsync(answerAt, length, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets the last reply end by itself.</summary>
    internal void Finish() => EndReply(int.MaxValue);

    private static int Samples(double seconds) => (int)(seconds * SpeechCorpus.SampleRate);

    /// <summary>The caller's turn. Returns where the agent answers.</summary>
    private async Task<int> HearCallerAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        if (exchange.User.Length == 0)
        {
            EndReply(int.MaxValue);
            return Math.Max(_nextTurn, AgentTrack.End) + Samples(3 + (3 * random.NextDouble()));
        }

        var bargesIn = _reply is { } reply && _nextTurn < reply.Start + reply.Spoken.Samples.Length;
        var text = bargesIn && random.NextDouble() < PrefixShare
            ? $"{Prefixes[random.Next(Prefixes.Length)]} {exchange.User}"
            : exchange.User;
        var (said, speech, _) = await caller.SpeakAsync(text, random, cancellationToken).ConfigureAwait(false);
        CallerTrack.Put(_nextTurn, speech);
        var end = _nextTurn + speech.Length;
        _callerTurns.Add(new CallerTurn(said, _nextTurn, end, bargesIn));
        EndReply(_nextTurn + Samples(0.3 + (0.8 * random.NextDouble())));
        return Math.Max(end, AgentTrack.End) + ResponseTime();
    }

    /// <summary>Plays the reply until it is over or the agent has noticed the barge-in.</summary>
    private void EndReply(int noticed)
    {
        if (_reply is not var (exchange, start, spoken))
        {
            return;
        }

        var length = Math.Min(spoken.Samples.Length, noticed - start);
        AgentTrack.Put(start, spoken.Samples.AsSpan(0, length));
        _agentTurns.Add(new AgentTurn(exchange, start, start + length, spoken.Samples.Length));
        _reply = null;
    }

    private async Task AcknowledgeAsync(int start, int length, CancellationToken cancellationToken)
    {
        var text = BackChannels[random.Next(BackChannels.Length)];
        var once = caller with { Pauses = 0 };
        var (_, speech, _) = await once.SpeakAsync(text, random, cancellationToken).ConfigureAwait(false);
        var room = length - speech.Length - Samples(0.5);
        if (room <= 0)
        {
            return;
        }

        var at = start + Samples(0.3) + random.Next(room);
        CallerTrack.Put(at, speech);
        _backChannels.Add(new Disturbance(DisturbanceKind.BackChannel, text, at, at + speech.Length));
    }

    // Mostly 0.2 to 1.1 s; every tenth answer takes longer.
    private int ResponseTime()
        => Samples(0.2 + (0.9 * random.NextDouble()) + (random.Next(10) == 0 ? random.NextDouble() : 0));

    // People answer after about a second, and now and then think for long.
    private int Gap() => random.Next(8) == 0
        ? Samples(3 + (4 * random.NextDouble()))
        : Samples(0.15 - (0.9 * Math.Log(1 - random.NextDouble())));
}
