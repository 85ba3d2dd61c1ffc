using MinMo.Training.Stages.Lora;

namespace MinMo.Training.Tests.Stages.Lora;

public sealed class LoraBatchesTests
{
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 500).Select(static index => 5 + (index * 7919 % 90))];

    [Fact]
    public void One_pass_sees_every_example_once_within_the_limit()
    {
        var batches = new LoraBatches(Lengths, tokens: 256, seed: 3);

        var seen = new List<int>();
        for (var step = 0; step < batches.Count; step++)
        {
            var batch = batches.At(step).ToArray();
            Assert.True(batch.Length * batch.Max(static index => Lengths[index]) <= 256);
            seen.AddRange(batch);
        }

        Assert.Equal(Enumerable.Range(0, Lengths.Length), seen.Order());
    }

    [Fact]
    public void A_step_has_the_same_batch_wherever_the_run_began()
    {
        var whole = new LoraBatches(Lengths, 256, seed: 3);
        for (var step = 0; step < 3 * whole.Count; step++)
        {
            whole.At(step);
        }

        var step2 = (2 * whole.Count) + 5;
        Assert.Equal(whole.At(step2).ToArray(), new LoraBatches(Lengths, 256, seed: 3).At(step2).ToArray());
    }

    [Fact]
    public void Passes_differ_in_their_order()
    {
        var batches = new LoraBatches(Lengths, 256, seed: 3);

        int[] First(int pass) => [.. Enumerable.Range(pass * batches.Count, batches.Count).Select(step => batches.At(step)[0])];

        Assert.NotEqual(First(0), First(1));
    }
}
