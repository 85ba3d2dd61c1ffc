using MinMo.Models.OutputProjection;
using MinMo.Models.VoiceLanguage;
using MinMo.Training.Stages.Voice;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MinMo.Training.Tests.Stages.Voice;

public sealed class VoicePassTests
{
    [Fact]
    public void Hidden_states_change_nothing_at_first_but_are_learnt_from()
    {
        using var scope = NewDisposeScope();
        var sizes = new VoiceLanguageConfiguration();
        using var model = new VoiceLanguageModel(sizes with
        {
            Decoder = sizes.Decoder with { HiddenSize = 32, LayerCount = 1, HeadSize = 8, FeedForwardSize = 48 },
            TableRank = 4,
        });
        using var generator = new Generator(3);
        model.Initialise(0.2, generator);
        using var projection = new OutputProjectionModel(new OutputProjectionConfiguration { LanguageWidth = 16, VoiceWidth = 32 });
        var pass = new VoicePass(model);
        var embeddings = randn([20, 16], generator: generator);
        var batch = new VoiceBatch([([1, 2, 3], [7, 8, 9, 10]), ([4, 5], [11, 12])], model);

        var (before, _) = pass.Run(batch, Vectors(zeros(5, 16)), replacing: null);
        var (after, targets) = pass.Run(batch, Vectors(randn([5, 16], generator: generator)), replacing: null);
        F.cross_entropy(after, targets).backward();

        Assert.InRange((before - after).abs().max().item<float>(), 0, 1e-5); // float32: sums with zeros
        var gradient = projection.get_parameter("proj.weight")!.grad!.narrow(1, 16, 16);
        Assert.True(gradient.abs().max().item<float>() > 1e-4);

        Tensor Vectors(Tensor hidden) => projection.call(tensor(batch.Units), embeddings, hidden);
    }
}
