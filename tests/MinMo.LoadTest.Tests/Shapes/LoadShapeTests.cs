using CsCheck;
using MinMo.LoadTest.Shapes;

namespace MinMo.LoadTest.Tests.Shapes;

public sealed class LoadShapeTests
{
    [Fact]
    public void A_plateau_has_all_callers_to_the_end()
    {
        var spans = Shape(LoadShapeKind.Plateau, 3).Spans();

        Assert.Equal(
            [new CallerSpan(0, Seconds(0), Seconds(100)), new(1, Seconds(0.05), Seconds(100)), new(2, Seconds(0.1), Seconds(100))],
            spans);
    }

    [Fact]
    public void A_ramp_adds_callers_evenly()
        => Assert.Equal([0, 25, 50, 75], Shape(LoadShapeKind.Ramp, 4).Spans().Select(span => span.From.TotalSeconds));

    [Fact]
    public void A_spike_lasts_a_fifth_of_the_run()
    {
        var shape = Shape(LoadShapeKind.Spike, 8);

        Assert.Equal([2, 2, 8, 2], new[] { 10, 39, 59, 61 }.Select(at => Count(shape, Seconds(at))));
    }

    [Fact]
    public void No_shape_has_more_callers_than_it_says_and_each_has_all_of_them_once()
        => Gen.Select(Gen.Enum<LoadShapeKind>(), Gen.Int[1, 200], Gen.Int[60, 4000]).Sample((kind, callers, seconds) =>
        {
            var shape = new LoadShape(kind, callers, Seconds(seconds));
            var spans = shape.Spans();

            Assert.Equal(spans.Count, spans.Select(span => span.Caller).Distinct().Count());
            Assert.Equal(callers, spans.Max(span => Count(shape, span.From)));
            Assert.All(spans, span => Assert.True(span.From >= TimeSpan.Zero && span.To <= shape.Duration));
        });

    private static int Count(LoadShape shape, TimeSpan at) => shape.Spans().Count(span => span.From <= at && at < span.To);

    private static LoadShape Shape(LoadShapeKind kind, int callers) => new(kind, callers, Seconds(100));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
