using MinMo.Training.Evaluation.Sets;

namespace MinMo.Training.Tests.Evaluation;

public sealed class RecordedCallTests
{
    [Fact]
    public void Answers_are_due_where_the_other_party_speaks_next()
    {
        var call = Call(caller: [(0, 1), (1.5, 3), (6, 7)], other: [(3.5, 5)]);

        Assert.Equal([TimeSpan.FromSeconds(3)], call.AnswersDue());
    }

    [Fact]
    public void Answer_may_begin_before_the_caller_has_finished()
    {
        var call = Call(caller: [(0, 3)], other: [(2.8, 5)]);

        Assert.Equal([TimeSpan.FromSeconds(3)], call.AnswersDue());
    }

    [Fact]
    public void Back_channels_claim_nothing()
    {
        var call = Call(caller: [(0, 1), (3, 3.4), (5, 7)], other: [(2, 6)]);

        Assert.Equal([0, 5], call.Claims().Select(turn => turn.Start.TotalSeconds));
    }

    private static RecordedCall Call((double Start, double End)[] caller, (double Start, double End)[] other)
        => new("call", "call.wav", Turns(caller), Turns(other));

    private static RecordedTurn[] Turns((double Start, double End)[] turns)
        => [.. turns.Select(turn => new RecordedTurn(TimeSpan.FromSeconds(turn.Start), TimeSpan.FromSeconds(turn.End), ""))];
}
