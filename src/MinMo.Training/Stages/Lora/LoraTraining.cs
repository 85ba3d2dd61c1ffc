using MinMo.Models.Bundles;
using MinMo.Models.Chat;
using MinMo.Models.Language;
using MinMo.Training.Loop;

namespace MinMo.Training.Stages.Lora;

/// <summary>Trains an adapter from files.</summary>
public static class LoraTraining
{
    /// <summary>The name of the one stage.</summary>
    public const string StageName = "lora";

    private const int Passes = 3;
    private const int HeldOutEvery = 20;

    private static readonly LoraBase Unnamed = new(string.Empty, string.Empty);

    /// <summary>Trains until all steps are done or the budget is spent; goes on where the last run stopped.</summary>
    /// <exception cref="ArgumentException">A line of the data is malformed, or nothing in it can be used.</exception>
    /// <exception cref="Models.Checkpoints.CheckpointFormatException">The language model is malformed.</exception>
    /// <exception cref="ChatTemplateException">The model's template cannot render the dialogues.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static StageOutcome Run(LoraRequest request, StageRun run)
    {
        ArgumentNullException.ThrowIfNull(request);
        var part = request.Bundle.Part(BundlePartKind.LanguageModel);
        var path = request.Bundle.PathOf(part);
        using var checkpoint = DecoderCheckpoint.Open(path);
        var dialogues = Encode(request, LoraEncoding.Open(checkpoint, path)) with { Base = new LoraBase(part.Source, part.Fingerprint()) };
        var model = DecoderModel.Load(checkpoint.Weights, checkpoint.Configuration);
        using var task = new LoraTask(model, dialogues, request.Settings, request.Seed);
        var steps = request.Steps ?? (long)Passes * task.StepsPerPass;
        var settings = new LoopSettings(steps, request.LearningRate)
        {
            WarmUpSteps = Math.Clamp(steps / 20, 1, 100),
            WeightDecay = 0,
            EvaluateEvery = Math.Max(1, steps / 8),
            Seed = request.Seed,
        };
        return new TrainingLoop(StageName, settings).Run(task, run);
    }

    private static LoraDialogues Encode(LoraRequest request, LoraEncoding encoding)
    {
        var all = Read(request.DataFile);
        if (request.HeldOutFile is { } file)
        {
            return new LoraDialogues(Unnamed, [.. all.Select(encoding.Encode)], [.. Read(file).Select(encoding.Encode)]);
        }

        var trained = all.Where(static (_, index) => index % HeldOutEvery != HeldOutEvery - 1);
        var heldOut = all.Where(static (_, index) => index % HeldOutEvery == HeldOutEvery - 1);
        return new LoraDialogues(Unnamed, [.. trained.Select(encoding.Encode)], [.. heldOut.Select(encoding.Encode)]);
    }

    private static IReadOnlyList<IReadOnlyList<LoraMessage>> Read(string path)
    {
        try
        {
            return LoraDialogueFile.Read(path);
        }
        catch (FormatException exception)
        {
            throw new ArgumentException(exception.Message, exception);
        }
    }
}
