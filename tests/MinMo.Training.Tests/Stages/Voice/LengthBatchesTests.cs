using MinMo.Training.Stages.Voice;

namespace MinMo.Training.Tests.Stages.Voice;

public sealed class LengthBatchesTests
{
    private static readonly int[] Lengths = [.. Enumerable.Range(0, 200).Select(i => 5 + (i * 37 % 90))];

    [Fact]
    public void An_epoch_has_every_item_once_and_no_batch_is_larger_than_allowed()
    {
        var batches = new LengthBatches(Lengths, 300, seed: 1);
        var seen = new List<int>();

        for (var step = 0; seen.Count < Lengths.Length; step++)
        {
            var batch = batches.At(step);
            Assert.InRange(batch.Count * batch.Max(item => Lengths[item]), 1, 300);
            seen.AddRange(batch);
        }

        Assert.Equal(Enumerable.Range(0, Lengths.Length), seen.Order());
    }

    [Fact]
    public void A_step_has_the_same_batch_whatever_was_asked_before()
    {
        var (walked, jumped) = (new LengthBatches(Lengths, 300, seed: 1), new LengthBatches(Lengths, 300, seed: 1));
        IReadOnlyList<int> last = [];
        for (var step = 0; step <= 150; step++)
        {
            last = walked.At(step);
        }

        Assert.Equal(last, jumped.At(150));
        Assert.Equal(walked.At(3), new LengthBatches(Lengths, 300, seed: 1).At(3));
    }
}
