using MinMo.Models.OutputProjection;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.OutputProjection;

public sealed class OutputProjectionModelTests
{
    [Fact]
    public void A_fresh_projection_looks_at_units_only()
    {
        using var scope = NewDisposeScope();
        using var projection = new OutputProjectionModel(new OutputProjectionConfiguration { LanguageWidth = 8, VoiceWidth = 6 });
        var (units, hidden) = (randn(3, 8), randn(3, 8));

        Assert.True(projection.call(units, hidden).Equals(projection.call(units, zeros(3, 8))));
        Assert.False(projection.call(units, hidden).Equals(projection.call(hidden, hidden)));
    }

    [Fact]
    public void At_the_papers_widths_it_has_the_papers_six_million_parameters()
    {
        using var scope = NewDisposeScope();
        using var projection = new OutputProjectionModel(
            new OutputProjectionConfiguration { LanguageWidth = 3584, VoiceWidth = 896 });

        Assert.Equal(6_422_528, projection.parameters().Sum(static parameter => parameter.numel()));
    }
}
