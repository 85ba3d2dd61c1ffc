using MinMo.Models.Checkpoints;
using MinMo.Models.InputProjection;
using MinMo.Models.Language;
using MinMo.Models.SpeechEncoder;
using MinMo.Training.Loop;
using MinMo.Training.Stages.Mind;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Ear;

/// <summary>Encoder, projector and language model together, as stages 1a to 1c train them.</summary>
internal sealed class HearingModel : IDisposable
{
    /// <summary>Folder of the encoder in a stage's result.</summary>
    public const string EncoderFolder = "encoder";

    /// <summary>Folder of the projector in a stage's result.</summary>
    public const string ProjectorFolder = "projector";

    private HearingModel(SpeechEncoderModel encoder, InputProjector projector, DecoderModel mind)
    {
        (Encoder, Projector, Mind) = (encoder, projector, mind);
        foreach (var (_, parameter) in mind.named_parameters())
        {
            parameter.requires_grad = false;
        }

        Embeddings = mind.get_parameter(MinMo.Models.Language.DecoderFolder.EmbeddingName)!;
    }

    public SpeechEncoderModel Encoder { get; }

    public InputProjector Projector { get; }

    /// <summary>Frozen.</summary>
    public DecoderModel Mind { get; }

    /// <summary>E, <c>[V, d]</c>.</summary>
    public Parameter Embeddings { get; }

    /// <summary>Parts of finished stages.</summary>
    /// <param name="workspace">Holds them.</param>
    /// <param name="encoder">Folder of the encoder.</param>
    /// <param name="projector">Folder of the projector; null for a new one.</param>
    /// <param name="units">For the projector's vocabulary.</param>
    /// <param name="mindFolder">Folder of the language model; null for the pretrained one.</param>
    public static HearingModel Open(
        TrainingWorkspace workspace, string encoder, string? projector, MindUnits units, string? mindFolder = null)
    {
        var ear = new SpeechEncoderModel(ModuleFolder.Configuration<SpeechEncoderConfiguration>(encoder));
        ModuleFolder.Load(ear, encoder);
        using var checkpoint = DecoderCheckpoint.Open(mindFolder ?? workspace.Stage(LanguageTask.StageName).ResultFolder);
        var mind = DecoderModel.Load(checkpoint.Weights, checkpoint.Configuration);
        var projection = new InputProjector(projector is null
            ? new InputProjectorConfiguration
            {
                Inputs = ear.Configuration.Width,
                Width = checkpoint.Configuration.HiddenSize,
                VocabularySize = units.Count,
                Blank = units.Blank,
            }
            : ModuleFolder.Configuration<InputProjectorConfiguration>(projector));
        if (projector is not null)
        {
            ModuleFolder.Load(projection, projector);
        }

        return new HearingModel(ear, projection, mind);
    }

    /// <summary>The parts as stages 1b and 1c leave them.</summary>
    public static HearingModel OpenTuned(TrainingWorkspace workspace, MindUnits units)
    {
        var aligned = workspace.Stage(AlignmentTask.FullAlignName).ResultFolder;
        return Open(
            workspace, Path.Combine(aligned, EncoderFolder), Path.Combine(aligned, ProjectorFolder), units,
            Path.Combine(workspace.Stage(SpokenTuningTask.StageName).ResultFolder, SpokenTuningTask.MindFolder));
    }

    /// <summary>What is heard at each projector row.</summary>
    /// <param name="batch">Utterances.</param>
    /// <param name="trainsEncoder">Whether gradients reach the encoder.</param>
    /// <returns>Logits, <c>[b, t, V]</c>, and rows of each utterance.</returns>
    public (Tensor Logits, int[] Lengths) Hear(EarBatch batch, bool trainsEncoder)
    {
        using var scope = NewDisposeScope();
        var encoded = Encode(batch, trainsEncoder); // [b, 2 t, d_enc]
        int[] lengths = [.. batch.Lengths.Select(InputProjector.RowCount)];
        using var context = Projector.Whole(lengths, InputProjector.RowCount(batch.RowCount));
        var z = Projector.call(encoded, context);   // [b, t, d]
        return (Projector.Hear(z, Embeddings).MoveToOuterDisposeScope(), lengths);
    }

    /// <summary>Writes encoder and projector.</summary>
    public void Save(string folder, bool withEncoder)
    {
        var projector = Directory.CreateDirectory(Path.Combine(folder, ProjectorFolder)).FullName;
        ModuleFolder.Save(Projector, Projector.Configuration, projector);
        if (withEncoder)
        {
            var encoder = Directory.CreateDirectory(Path.Combine(folder, EncoderFolder)).FullName;
            ModuleFolder.Save(Encoder, Encoder.Configuration, encoder);
        }
    }

    public void Dispose()
    {
        Encoder.Dispose();
        Projector.Dispose();
        Mind.Dispose();
    }

    private Tensor Encode(EarBatch batch, bool withGradient)
    {
        using var context = Encoder.Whole(batch.Lengths, batch.RowCount);
        if (withGradient)
        {
            return Encoder.call(batch.Rows, context);
        }

        using var noGradient = no_grad();
        return Encoder.call(batch.Rows, context);
    }
}
