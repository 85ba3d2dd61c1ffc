using MinMo.LoadTest.Engine;

namespace MinMo.LoadTest.Tests.Engine;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Names_labels_and_values_are_read()
    {
        var figures = PrometheusText.Parse(
            """
            # TYPE minmo_engine_batch_size histogram
            # HELP minmo_engine_batch_size Steps executed together.
            minmo_engine_batch_size_bucket{otel_scope_name="MinMo.Inference",minmo_step_kind="Think",le="+Inf"} 7 1764140000000
            minmo_engine_batch_size_count{minmo_step_kind="Think"} 7

            up 1
            temperature{place="a \"b\\c\" \n"} -1.5e-3
            # EOF
            """);

        Assert.Equal(4, figures.All.Count);
        Assert.Equal(7, figures.Total("minmo_engine_batch_size_bucket"));
        Assert.Equal("Think", figures.All[0].Label("minmo_step_kind"));
        Assert.Equal("+Inf", figures.All[0].Label("le"));
        Assert.Equal("a \"b\\c\" \n", figures.All[3].Label("place"));
        Assert.Equal(-0.0015, figures.All[3].Value);
        Assert.Null(figures.Total("down"));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("name{a=\"b\" 1")]
    [InlineData("name{a} 1")]
    [InlineData("name{a=\"b} 1")]
    [InlineData("name x")]
    [InlineData("<html>")]
    [InlineData("{} 1")]
    public void A_line_that_is_none_is_left_out(string line)
        => Assert.Equal("up", Assert.Single(PrometheusText.Parse(line + "\nup 1").All).Name);

    [Theory]
    [InlineData("+Inf", double.PositiveInfinity)]
    [InlineData("-Inf", double.NegativeInfinity)]
    [InlineData("NaN", double.NaN)]
    [InlineData("0", 0.0)]
    public void Numbers_may_be_none(string text, double value)
        => Assert.Equal(value, PrometheusText.Parse("up " + text).All.Single().Value);
}
