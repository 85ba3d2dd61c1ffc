using MinMo.Models.Language;
using MinMo.Testing.Weights;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Lora;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Training.Tests.Stages.Lora;

public sealed class LoraTaskTests : IDisposable
{
    private static readonly LoraSettings Small = new() { Adapter = AdapterShape.Default with { Alpha = 32 }, BatchTokens = 160 };

    private static readonly LoopSettings Loop = new(80, 3e-2) { WarmUpSteps = 5, WeightDecay = 0, EvaluateEvery = 80 };

    private static readonly LoraBase Base = new("a tiny model", "fingerprint");

    private readonly string _folder = Directory.CreateTempSubdirectory("minmo-lora-").FullName;
    private readonly DecoderCheckpoint _checkpoint = DecoderCheckpoint.Open(TinyQwen.Folder);

    public void Dispose()
    {
        _checkpoint.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void An_adapter_learns_answers_and_its_files_give_the_same_model()
    {
        var examples = Examples();
        using var task = Task(examples);
        var before = Measure(task);

        new TrainingLoop("lora", Loop).Run(task, Run());

        var after = Measure(task);
        Assert.InRange(before.Right, 0, 0.2);
        Assert.Equal(1, after.Right, 1e-6); // the loss has a floor: the random output layer is narrow
        var result = new TrainingWorkspace(_folder).Stage("lora").ResultFolder;
        using var adapter = LoraAdapter.Open(result);
        Assert.Equal("fingerprint", adapter.Base);
        using var merged = new LoraTask(
            DecoderModel.Load(adapter.MergeInto(_checkpoint.Weights), _checkpoint.Configuration),
            new LoraDialogues(Base, examples, examples), Small, seed: 1);
        Assert.Equal(after.Loss, Measure(merged).Loss, 0.02); // half precision, and a fresh adapter that is zero
    }

    [Fact]
    public void A_fresh_adapter_changes_nothing()
    {
        var examples = Examples();
        using var adapted = Task(examples);
        using var plain = DecoderModel.Load(_checkpoint.Weights, _checkpoint.Configuration);
        using var noGradient = no_grad();
        using var context = new CausalAttention(_checkpoint.Configuration, examples[0].Tokens.Length, ScalarType.Float32);
        var ids = tensor(examples[0].Tokens.Select(static token => (long)token).ToArray(), [1, examples[0].Tokens.Length]);
        var logits = plain.Unembed(plain.call(plain.Embed(ids), context))[0];
        var places = Enumerable.Range(1, examples[0].Tokens.Length - 1).Where(index => examples[0].Learnt[index]).ToArray();
        var expected = places.Average(place
            => -nn.functional.log_softmax(logits[place - 1], 0)[examples[0].Tokens[place]].ToDouble());

        using var alone = new LoraTask(
            DecoderModel.Load(_checkpoint.Weights, _checkpoint.Configuration),
            new LoraDialogues(Base, [examples[0]], []), Small, seed: 1);

        Assert.Equal(expected, alone.Loss(0, new StepMetrics()).ToDouble(), 1e-4);
    }

    [Fact]
    public void Only_the_adapter_is_trained()
    {
        using var task = Task(Examples());

        Assert.Equal(2 * 5 * 2, task.Trained.Count); // layers, projections, halves
        Assert.All(task.Trained, static named => Assert.Matches(@"lora_[AB]\.weight$", named.Name));
    }

    [Fact]
    public void Dialogues_that_are_all_too_long_are_refused()
    {
        using var model = DecoderModel.Load(_checkpoint.Weights, _checkpoint.Configuration);

        Assert.Throws<ArgumentException>(() => new LoraTask(
            model, new LoraDialogues(Base, Examples(), []), Small with { LongestDialogue = 10 }, seed: 1));
    }

    private static (double Loss, double Right) Measure(LoraTask task)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var metrics = new StepMetrics();
        task.Evaluate(metrics);
        var means = metrics.Means.ToDictionary();
        return (means["held_out_loss"], means["held_out_tokens_right"]);
    }

    private LoraTask Task(LoraExample[] examples) => new(
        DecoderModel.Load(_checkpoint.Weights, _checkpoint.Configuration),
        new LoraDialogues(Base, examples, examples), Small, seed: 1);

    private LoraExample[] Examples()
    {
        var encoding = LoraEncoding.Open(_checkpoint, TinyQwen.Folder);
        string[] words = ["red", "green", "blue", "black"];
        return [.. words.Select(word => encoding.Encode(
            [new("system", "Say it."), new("user", $"Say {word}"), new("assistant", $"It is {word}.")]))];
    }

    private StageRun Run() => new(
        new TrainingWorkspace(_folder), new TrainingBudget(TimeProvider.System, null, CancellationToken.None),
        new Progress<TrainingProgress>());
}
