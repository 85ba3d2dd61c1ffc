using MinMo.Training.Evaluation.Floor;

namespace MinMo.Training.Tests.Evaluation;

public sealed class FloorScoreTests
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Asked = TimeSpan.FromMilliseconds(400);

    [Fact]
    public void Decisions_within_the_distance_are_right()
    {
        var score = FloorScore.Of(Seconds(1, 5), Seconds(1.3, 5.2), Tolerance);

        Assert.Equal(1, score.F1(Asked));
        Assert.Equal(250, score.MeanDelayMs, 1e-6);
    }

    [Fact]
    public void Late_decision_is_missed_but_not_false()
    {
        var score = FloorScore.Of(Seconds(1, 5), Seconds(1.3, 5.6), Tolerance);

        Assert.Equal(2.0 / 3, score.F1(Asked), 1e-9);
        Assert.Equal(1, score.F1(TimeSpan.FromSeconds(1)));
        Assert.Equal(0, score.Missed);
    }

    [Fact]
    public void Decision_inside_a_turn_is_false()
    {
        var score = FloorScore.Of(Seconds(3), Seconds(1, 3.2), Tolerance);

        Assert.Equal(1, score.False);
        Assert.Equal(2.0 / 3, score.F1(Asked), 1e-9);
    }

    [Fact]
    public void Second_decision_for_one_moment_is_false()
    {
        var score = FloorScore.Of(Seconds(3), Seconds(3.1, 4), Tolerance);

        Assert.Equal(1, score.False);
        Assert.Single(score.Delays);
    }

    [Fact]
    public void Moment_without_decision_is_missed()
    {
        var score = FloorScore.Of(Seconds(1, 3), Seconds(3), Tolerance);

        Assert.Equal(1, score.Missed);
        Assert.Equal(2.0 / 3, score.F1(Asked), 1e-9);
    }

    [Fact]
    public void Decision_may_be_early_within_the_tolerance()
    {
        var score = FloorScore.Of(Seconds(3), Seconds(2.95), Tolerance);

        Assert.Equal(-50, score.MeanDelayMs, 1e-6);
        Assert.Equal(1, score.F1(Asked));
    }

    [Fact]
    public void Nothing_right_scores_nothing()
    {
        Assert.Equal(0, FloorScore.Of(Seconds(1), [], Tolerance).F1(Asked));
        Assert.Equal(0, FloorScore.None.F1(Asked));
    }

    [Fact]
    public void Calls_add_up()
    {
        var sum = FloorScore.Of(Seconds(1), Seconds(1.2), Tolerance) + FloorScore.Of(Seconds(1), Seconds(0.5), Tolerance);

        Assert.Equal((2, 1, 1), (sum.Due, sum.Missed, sum.False));
        Assert.Equal(0.5, sum.F1(Asked), 1e-9);
    }

    private static TimeSpan[] Seconds(params double[] seconds) => [.. seconds.Select(TimeSpan.FromSeconds)];
}
