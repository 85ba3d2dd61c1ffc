using MinMo.Models.InputProjection;
using MinMo.Models.SpeechEncoder;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.Hearing;

public sealed class PaperSizesTests
{
    [Fact]
    public void The_encoder_of_nano_has_3_3_million_parameters()
        => Assert.Equal(3_292_224, Count(new SpeechEncoderModel(new SpeechEncoderConfiguration())));

    [Fact]
    public void The_projector_of_the_paper_has_170_million_parameters()
    {
        // The paper says 170 M, 2 layers and a convolution, and leaves the inner width open: 3,584 fits best.
        var sizes = new InputProjectorConfiguration
        {
            Inputs = 1280,
            Width = 3584,
            HeadCount = 28,
            FeedForwardSize = 3584,
            VocabularySize = 0,
        };

        Assert.InRange(Count(new InputProjector(sizes)), 165_000_000, 175_000_000);
    }

    private static long Count(nn.Module module)
    {
        using (module)
        {
            return module.parameters().Sum(parameter => parameter.numel());
        }
    }
}
