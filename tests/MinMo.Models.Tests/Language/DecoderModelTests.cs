using MinMo.Models.Language;
using static MinMo.Models.Tests.Language.DecoderFixture;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MinMo.Models.Tests.Language;

public sealed class DecoderModelTests(DecoderFixture fixture) : IClassFixture<DecoderFixture>
{
    private const double Tolerance = 1e-5;

    [Fact]
    public void Whole_sequences_without_caches_equal_lanes()
    {
        using var scope = NewDisposeScope();
        var ids = Ids(11, 1);
        using var attention = new CausalAttention(fixture.Configuration, ids.Length, ScalarType.Float32);

        var hidden = fixture.Model.call(fixture.Model.Embed(tensor(ids, dtype: int64).unsqueeze(0)), attention);
        var logits = fixture.Model.Unembed(hidden).data<float>().ToArray();

        AssertClose(fixture.Fresh("torch", ids), logits, Tolerance);
    }

    [Fact]
    public void Gradients_reach_embeddings_that_come_from_elsewhere()
    {
        using var scope = NewDisposeScope();
        using var attention = new CausalAttention(fixture.Configuration, 5, ScalarType.Float32);
        var embeddings = randn([2, 5, fixture.Configuration.HiddenSize], requires_grad: true);

        fixture.Model.call(embeddings, attention).square().mean().backward();

        Assert.All(embeddings.grad!.abs().sum([-1]).data<float>().ToArray(), sum => Assert.True(sum > 0));
    }

    [Fact]
    public void Attached_adapter_learns_and_merged_it_gives_the_same_logits()
    {
        using var scope = NewDisposeScope();
        using var checkpoint = new RandomCheckpoint(fixture.Configuration);
        using var model = DecoderModel.Load(checkpoint, fixture.Configuration);
        using var attention = new CausalAttention(fixture.Configuration, 8, ScalarType.Float32);
        AttachAdapters(model);
        var ids = tensor(Ids(8, 2), dtype: int64).unsqueeze(0);

        var first = LossOf(model, ids, attention);
        using var optimizer = optim.Adam(model.AdapterParameters, 0.01);
        for (var step = 0; step < 10; step++)
        {
            optimizer.zero_grad();
            LossOf(model, ids, attention).backward();
            optimizer.step();
        }

        Assert.True(LossOf(model, ids, attention).item<float>() < first.item<float>() - 0.1);
        var beside = LogitsOf(model, ids, attention);
        MergeAdapters(model);
        Assert.Empty(model.AdapterParameters);
        AssertClose(beside, LogitsOf(model, ids, attention), Tolerance);
    }

    [Fact]
    public void Adapter_that_does_not_fit_is_refused()
    {
        using var scope = NewDisposeScope();
        using var layer = new LoraLinear(6, 4, bias: false);

        Assert.Throws<ArgumentException>(() => layer.Attach(zeros(2, 5), zeros(4, 2), 1));
        Assert.Throws<InvalidOperationException>(layer.Merge);
    }

    private static void AttachAdapters(DecoderModel model)
    {
        manual_seed(3);
        foreach (var (_, layer) in model.AdaptedLayers.Where(layer => layer.Name.EndsWith("_proj", StringComparison.Ordinal)))
        {
            var (outputs, inputs) = (layer.Weight.shape[0], layer.Weight.shape[1]);
            layer.Attach(randn(4, inputs) * 0.1f, zeros(outputs, 4), scale: 2);
        }
    }

    private static void MergeAdapters(DecoderModel model)
    {
        foreach (var (_, layer) in model.AdaptedLayers.Where(layer => layer.Module.HasAdapter))
        {
            layer.Merge();
        }
    }

    private static Tensor LossOf(DecoderModel model, Tensor ids, CausalAttention attention)
    {
        var logits = model.Unembed(model.call(model.Embed(ids), attention)); // [1, t, V]
        return F.cross_entropy(logits[0][..^1], ids[0][1..]);
    }

    private static float[] LogitsOf(DecoderModel model, Tensor ids, CausalAttention attention)
    {
        using var noGradient = no_grad();
        return model.Unembed(model.call(model.Embed(ids), attention)).data<float>().ToArray();
    }
}
