using MinMo.Abstractions.Calls;
using MinMo.Cli.Evaluate.Calls;

namespace MinMo.Cli.Tests.Evaluate;

public sealed class AnswerWaitsTests
{
    [Fact]
    public void Answers_belong_to_the_turn_before_them_and_never_to_one_further_back()
    {
        var waits = AnswerWaits.Of(
            [(At(1), At(2)), (At(5), At(7)), (At(10), At(11)), (At(15), At(16)), (At(20), At(21))],
            [At(2.4), At(6), At(14), At(15.5), At(16.3)]);

        Assert.Equal([0.4, 3, 0.3], waits.Waits.Select(static wait => Math.Round(wait.TotalSeconds, 3)));
        Assert.Equal(1, waits.Early); // the second turn
        Assert.Equal(1, waits.Unanswered); // the last one
    }

    private static CallPosition At(double seconds) => CallPosition.Zero + TimeSpan.FromSeconds(seconds);
}
