using MinMo.Models.Bundles.Installing;
using MinMo.Models.Duplex;
using MinMo.Models.InputProjection;
using MinMo.Models.OutputProjection;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.Bundles;

public sealed class MinmoSizesTests
{
    private static readonly MinmoSizes Paper = new(Encoder: 1280, Language: 3584, Voice: 896, Vocabulary: 152_064, Blank: 151_665);
    private static readonly MinmoSizes Small = new(Encoder: 48, Language: 96, Voice: 40, Vocabulary: 300, Blank: 299);

    [Fact]
    public void The_papers_input_projector_has_170_million_parameters()
        => Assert.InRange(Paper.InputProjectorParameters, 165_000_000, 175_000_000);

    [Fact]
    public void The_papers_output_projector_has_6_million_parameters()
        => Assert.Equal(6_422_528, Paper.OutputProjectorParameters);

    [Fact]
    public void The_papers_predictor_has_18_million_parameters()
        => Assert.InRange(Paper.DuplexPredictorParameters, 17_500_000, 18_499_999);

    [Fact]
    public void The_counts_are_those_of_the_modules()
    {
        Assert.Equal(Count(new InputProjector(Small.InputProjector)), Small.InputProjectorParameters);
        Assert.Equal(Count(new OutputProjectionModel(Small.OutputProjector)), Small.OutputProjectorParameters);
        Assert.Equal(Count(new DuplexPredictor(Small.DuplexPredictor)), Small.DuplexPredictorParameters);
    }

    private static long Count(nn.Module module)
    {
        using (module)
        {
            return module.parameters().Sum(static parameter => parameter.numel());
        }
    }
}
