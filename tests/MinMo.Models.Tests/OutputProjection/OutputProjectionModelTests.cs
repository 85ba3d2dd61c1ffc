using MinMo.Models.Checkpoints;
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
        var (units, embeddings, hidden) = (tensor([4L, 0, 2]), randn(5, 8), randn(3, 8));

        Assert.True(projection.call(units, embeddings, hidden).Equals(projection.call(units, embeddings, zeros(3, 8))));
        Assert.False(projection.call(units, embeddings, hidden).Equals(projection.call(units.flip(0), embeddings, hidden)));
    }

    [Fact]
    public void Units_with_rows_of_their_own_need_no_embedding()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var projection = new OutputProjectionModel(
            new OutputProjectionConfiguration { LanguageWidth = 8, VoiceWidth = 6, OwnUnits = 5 });
        projection.OwnRows!.copy_(randn(5, 6));
        projection.get_parameter("proj.weight")!.copy_(randn(6, 8));
        var (units, hidden) = (tensor([4L, 0, 2]), randn(3, 8));

        var vectors = projection.call(units, zeros(0, 8), hidden);

        var expected = projection.OwnRows.index_select(0, units) + hidden.matmul(projection.get_parameter("proj.weight")!.t());
        Assert.InRange((vectors - expected).abs().max().item<float>(), 0, 1e-5); // float32
    }

    [Fact]
    public void Parts_of_other_sizes_are_refused()
    {
        using var scope = NewDisposeScope();
        using var projection = new OutputProjectionModel(
            new OutputProjectionConfiguration { LanguageWidth = 8, VoiceWidth = 6, OwnUnits = 5 });

        projection.MustFit("here", zeros(5, 8), 6);
        Assert.Contains("5 units", Refusal(zeros(7, 8), 6), StringComparison.Ordinal);
        Assert.Contains("widths 8 and 6", Refusal(zeros(5, 9), 6), StringComparison.Ordinal);
        Assert.Contains("widths 8 and 6", Refusal(zeros(5, 8), 7), StringComparison.Ordinal);

        string Refusal(Tensor embeddings, int width)
            => Assert.Throws<CheckpointFormatException>(() => projection.MustFit("here", embeddings, width)).Message;
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
