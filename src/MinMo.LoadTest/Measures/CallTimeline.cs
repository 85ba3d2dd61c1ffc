using MinMo.LoadTest.Callers;
using MinMo.LoadTest.Lines;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Measures;

/// <summary>The moments of a call, laid beside each other: who spoke when, and what it did to the other side.</summary>
internal sealed class CallTimeline
{
    // A caller who hangs up earlier has not waited for an answer.
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(10);

    // The paper's system needs 650 ms; who goes on for two seconds was not stopped.
    private static readonly TimeSpan LongestToSilence = TimeSpan.FromSeconds(2);

    // A stop this long behind a disturbance has another cause.
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(1.5);

    private readonly CallRecord _call;
    private readonly CallerSpoke[] _turns; // with barge-ins
    private readonly CallerSpoke[] _disturbances;
    private readonly AgentSounded[] _agent;
    private readonly ReplyOver[] _over;
    private readonly Dictionary<string, TimeSpan> _replyFrom;

    public CallTimeline(CallRecord call)
    {
        _call = call;
        var spoke = call.Moments.OfType<CallerSpoke>().OrderBy(static moment => moment.At).ToArray();
        _turns = [.. spoke.Where(static moment => moment.Role is SpeechRole.Turn or SpeechRole.BargeIn)];
        _disturbances = [.. spoke.Where(static moment => moment.Role is SpeechRole.BackChannel or SpeechRole.Background)];
        _agent = [.. call.Moments.OfType<AgentSounded>().OrderBy(static moment => moment.At)];
        _over = [.. call.Moments.OfType<ReplyOver>()];
        _replyFrom = _agent.GroupBy(static sounded => sounded.Reply).ToDictionary(
            static group => group.Key, static group => group.Min(static sounded => sounded.At));
    }

    public TimeSpan AgentSpeech() => Sum(_agent.Select(static sounded => sounded.Until - sounded.At));

    /// <summary>Speech of the agent inside ordinary turns of the caller: it cut in, or did not stop.</summary>
    public TimeSpan TalkOver() => Sum(
        from turn in _turns
        where turn.Role == SpeechRole.Turn
        from sounded in _agent
        select Overlap(turn.At, turn.Until, sounded.At, sounded.Until));

    public TurnMeasure[] Turns() => [.. _turns.Select((turn, index) =>
    {
        var horizon = index + 1 < _turns.Length ? _turns[index + 1].At : _call.Length;
        TimeSpan[] answers = [.. _replyFrom.Values.Where(from => from >= turn.Until && from < horizon)];
        bool cutIn = turn.Role == SpeechRole.Turn && _replyFrom.Values.Any(from => from > turn.At && from < turn.Until);
        bool waited = index + 1 < _turns.Length || _call.Length - turn.Until >= TimeToAnswer;
        return new TurnMeasure(
            turn.Until, answers.Length > 0 ? answers.Min() - turn.Until : null, cutIn, answers.Length > 0 || waited);
    })];

    /// <summary>Attempts that met the agent speaking, and a reply that did not end by itself just then.</summary>
    public BargeInMeasure[] BargeIns()
    {
        var measures = new List<BargeInMeasure>();
        foreach (var attempt in _turns.Where(static turn => turn.Role == SpeechRole.BargeIn))
        {
            if (SpeakingAt(attempt.At) is not { } sounded)
            {
                continue;
            }

            var toSilence = sounded.Until - attempt.At;
            bool missed = toSilence > LongestToSilence;
            if (missed || EndingOf(sounded.Reply) != ReplyEnding.Completed)
            {
                measures.Add(new BargeInMeasure(attempt.At, missed ? null : toSilence, missed));
            }
        }

        return [.. measures];
    }

    /// <summary>Disturbances into the agent's speech, how many stopped it, how many made it hesitate.</summary>
    public (int Count, int Stops, int Hesitations) Disturbances()
    {
        var (count, stops, hesitations) = (0, 0, 0);
        foreach (var disturbance in _disturbances)
        {
            if (SpeakingAt(disturbance.At) is not { } sounded)
            {
                continue;
            }

            var until = disturbance.Until + Aftermath;
            bool stopped = _over.Any(over => over.Reply == sounded.Reply && over.Ending == ReplyEnding.Interrupted
                && over.At >= disturbance.At && over.At <= until && !AnyTurnBetween(disturbance.At, over.At));
            bool held = _call.Moments.OfType<AgentHeld>().Any(held => held.At >= disturbance.At && held.At <= until
                && !AnyTurnBetween(disturbance.At, held.At));
            count++;
            stops += stopped ? 1 : 0;
            hesitations += stopped || held ? 1 : 0;
        }

        return (count, stops, hesitations);
    }

    // Spans are parted by silences of 300 ms, so that a natural pause of the agent is no silence.
    private AgentSounded? SpeakingAt(TimeSpan at)
        => Array.Find(_agent, sounded => sounded.At <= at && sounded.Until > at);

    private bool AnyTurnBetween(TimeSpan from, TimeSpan to) => _turns.Any(turn => turn.At > from && turn.At <= to);

    private ReplyEnding? EndingOf(string reply) => Array.Find(_over, over => over.Reply == reply)?.Ending;

    private static TimeSpan Overlap(TimeSpan from, TimeSpan to, TimeSpan otherFrom, TimeSpan otherTo)
    {
        var length = (to < otherTo ? to : otherTo) - (from > otherFrom ? from : otherFrom);
        return length > TimeSpan.Zero ? length : TimeSpan.Zero;
    }

    private static TimeSpan Sum(IEnumerable<TimeSpan> times) => TimeSpan.FromTicks(times.Sum(static time => time.Ticks));
}
