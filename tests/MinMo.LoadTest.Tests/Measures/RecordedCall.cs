using MinMo.LoadTest.Callers;
using MinMo.LoadTest.Lines;
using MinMo.LoadTest.Measures;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Tests.Measures;

/// <summary>Writes down a call by hand, in seconds.</summary>
internal sealed class RecordedCall
{
    private readonly List<CallMoment> _moments = [];

    public RecordedCall Caller(double from, double to, SpeechRole role = SpeechRole.Turn)
        => Add(new CallerSpoke(At(from), At(to), role, "words"));

    public RecordedCall Agent(string reply, double from, double to) => Add(new AgentSounded(At(from), At(to), reply));

    public RecordedCall Over(string reply, double at, ReplyEnding ending) => Add(new ReplyOver(At(at), reply, ending));

    public RecordedCall Held(double at) => Add(new AgentHeld(At(at)));

    public RecordedCall Lag(double at, double lag) => Add(new LagObserved(At(at), At(lag)));

    public RecordedCall Chunk(double at, bool first, bool inTime) => Add(new ChunkArrived(At(at), first, inTime));

    public RecordedCall Underrun(double at) => Add(new PlayoutUnderran(At(at)));

    public CallRecord Record(double length, string tenant = "default", double startedAt = 0, CallEnding ending = CallEnding.HungUp) => new()
    {
        Number = 1,
        Tenant = tenant,
        Dialogue = "by hand",
        StartedAt = At(startedAt),
        SetUp = At(0.05),
        Length = At(length),
        Ending = ending,
        Reason = ending == CallEnding.Broken ? "gone" : null,
        Packets = (int)(length * 50),
        Moments = _moments,
    };

    public CallMeasures Measure(double length) => CallMeasures.Of(Record(length));

    private static TimeSpan At(double seconds) => TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));

    private RecordedCall Add(CallMoment moment)
    {
        _moments.Add(moment);
        return this;
    }
}
