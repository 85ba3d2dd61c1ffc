using MinMo.Training.Stages.Duplex;

namespace MinMo.Training.Tests.Stages.Duplex;

public sealed class TurnMeasuresTests
{
    private static readonly bool?[] Truth = [null, null, false, false, false, false, true, true, true, true, true, true, true, true];

    [Theory]
    [InlineData(8, 1)]     // two rows after the turn's end
    [InlineData(11, 1)]    // 400 ms after it
    [InlineData(12, 0)]    // too late: missed, and wrong where it came
    [InlineData(4, 0)]     // inside the turn
    public void An_event_is_right_up_to_400_ms_after_the_true_one(int fires, double f1)
    {
        var measures = new TurnMeasures();

        measures.Add(FromRow(fires), Truth, Everywhere(Truth.Length));

        Assert.Equal(f1, measures.F1);
        Assert.Equal(1, measures.Events);
    }

    [Fact]
    public void An_event_where_there_is_none_is_wrong()
    {
        var measures = new TurnMeasures();
        measures.Add(FromRow(8), Truth, Everywhere(Truth.Length));

        measures.Add(FromRow(8), new bool?[14].Select(_ => (bool?)false).ToArray(), Everywhere(14));

        Assert.Equal(2.0 / 3, measures.F1, 1e-9);
    }

    [Fact]
    public void Rows_of_the_other_floor_do_not_count()
    {
        var measures = new TurnMeasures();
        var listening = Everywhere(14);
        Array.Fill(listening, false, 0, 7);

        measures.Add(FromRow(3), Truth, listening);

        Assert.Equal(1, measures.F1); // it fires again as soon as it may, in time
    }

    private static float[] FromRow(int row) => [.. Enumerable.Range(0, 14).Select(index => index >= row - 1 ? 0.9f : 0.1f)];

    private static bool[] Everywhere(int count) => [.. Enumerable.Repeat(true, count)];
}
