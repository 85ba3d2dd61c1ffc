using MinMo.Inference.Language;

namespace MinMo.Inference.Tests.Language;

public sealed class LoopGuardTests
{
    [Theory]
    [InlineData(1, 24)]
    [InlineData(3, 8)]
    [InlineData(8, 3)]
    [InlineData(12, 2)]
    [InlineData(64, 2)]
    public void A_run_said_over_and_over_is_a_loop(int run, int times)
        => Assert.True(LoopGuard.Loops([900, 901, .. Repeat(run, times)]));

    [Theory]
    [InlineData(1, 23)]
    [InlineData(3, 7)]
    [InlineData(8, 2)]
    [InlineData(11, 2)]
    [InlineData(65, 2)]
    public void A_refrain_is_speech(int run, int times)
        => Assert.False(LoopGuard.Loops([900, 901, .. Repeat(run, times)]));

    [Fact]
    public void A_loop_that_was_left_is_speech()
        => Assert.False(LoopGuard.Loops([.. Repeat(4, 10), 900]));

    private static IEnumerable<int> Repeat(int run, int times)
        => Enumerable.Range(0, run * times).Select(index => index % run);
}
