using MinMo.Abstractions.Engine;
using MinMo.Inference.Calibration;

namespace MinMo.Inference.Tests.Calibration;

public sealed class StepCostTests
{
    [Fact]
    public void Two_sizes_tell_what_rows_share()
    {
        var cost = Fit((1, 6), (8, 13), (1, 6));

        Assert.Equal(5, cost.Batch.TotalMilliseconds, 0.001);
        Assert.Equal(1, cost.Row.TotalMilliseconds, 0.001);
        Assert.Equal(21, cost.Of(16).TotalMilliseconds, 0.001);
        Assert.Equal(8, cost.LargestBatch);
    }

    [Fact]
    public void One_slow_batch_in_many_does_not_count()
        => Assert.Equal(6, Fit((1, 6), (1, 900), (1, 6), (8, 13)).Of(1).TotalMilliseconds, 0.001);

    [Fact]
    public void A_single_size_counts_as_the_cost_of_its_rows()
    {
        var cost = Fit((2, 10), (2, 10));

        Assert.Equal((0, 5), (cost.Batch.TotalMilliseconds, cost.Row.TotalMilliseconds));
    }

    [Fact]
    public void Larger_batches_that_took_less_make_no_row_cheaper_than_nothing()
    {
        var cost = Fit((1, 10), (8, 4));

        Assert.Equal(0, cost.Row.TotalMilliseconds);
        Assert.Equal(7, cost.Batch.TotalMilliseconds, 0.001);
    }

    private static StepCost Fit(params (int Rows, double Milliseconds)[] measured)
        => StepCost.Fit(StepKind.Think, measured.Select(
            static batch => (batch.Rows, TimeSpan.FromMilliseconds(batch.Milliseconds))));
}
