using MinMo.Abstractions.Engine;
using MinMo.Benchmarks.LongCalls;
using MinMo.Testing.Scripting;

namespace MinMo.Peers.Tests.Benchmarks;

public sealed class LongCallTrialTests
{
    [Fact]
    public void A_call_is_marked_six_times_and_answered_throughout()
    {
        var engine = new TimedEngine(new ScriptedEngine(new EngineScript { Replies = ["Here is what I know of it, in a few words."] }));

        var marks = LongCallTrial.Talk(engine, LongCallOptions.Parse(["scripted", "--minutes", "3"]));

        Assert.Equal(6, marks.Count);
        Assert.All(marks, static mark => Assert.InRange(mark.Replies, 1, 30));
        Assert.InRange(marks[^1].Minute, 3, 3.5);
        Assert.Empty(engine.Failures);
    }

    [Fact]
    public void The_trend_begins_behind_the_first_mark()
    {
        LongCallMark[] marks = [.. new[] { 500.0, 100, 102, 104, 106, 108 }.Select(static (megabytes, index) => new LongCallMark(
            10 * (index + 1), megabytes, 10, 1, 0, new Dictionary<StepKind, double> { [StepKind.Think] = 4 }))];

        var resident = LongCallTrend.OfResident(marks);

        Assert.Equal(12, resident.Slope, 6); // 2 MB in ten minutes
        Assert.Equal(8 / 104.0, resident.Share, 6);
        Assert.Equal(0, LongCallTrend.OfManaged(marks).Slope, 6);
        Assert.Equal(0, LongCallTrend.OfSteps(marks, StepKind.Think).Share, 6);
    }
}
