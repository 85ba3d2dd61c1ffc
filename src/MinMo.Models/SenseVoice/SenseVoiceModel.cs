using MinMo.Models.Checkpoints;
using MinMo.Models.SpeechEncoder;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.SenseVoice;

/// <summary>SenseVoiceSmall (FunAudioLLM, arXiv 2407.04051) in TorchSharp, float32: queries in front of the audio's rows, an
/// encoder, a CTC head. Names of the parameters as in the published <c>model.pt</c>.</summary>
public sealed class SenseVoiceModel : nn.Module<Tensor, Tensor, IReadOnlyList<int>, (Tensor Logits, Tensor States)>
{
    [ComponentName(Name = "embed")]
    private readonly Embedding _queries;

    [ComponentName(Name = "encoder")]
    private readonly SenseVoiceEncoder _encoder;

    [ComponentName(Name = "ctc")]
    private readonly CtcHead _head;

    /// <summary>Makes a model with random weights.</summary>
    public SenseVoiceModel(SenseVoiceConfiguration configuration)
        : base(nameof(SenseVoiceModel))
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Configuration = configuration;
        _queries = nn.Embedding(SenseVoiceConfiguration.QueryCount, configuration.RowWidth);
        _encoder = new SenseVoiceEncoder(configuration);
        _head = new CtcHead(configuration.Width, configuration.VocabularySize);
        RegisterComponents();
        eval();
    }

    /// <summary>Sizes.</summary>
    public SenseVoiceConfiguration Configuration { get; }

    /// <summary>The encoder alone.</summary>
    public SenseVoiceEncoder Encoder => _encoder;

    /// <summary>Loads the weights.</summary>
    /// <param name="configuration">Sizes.</param>
    /// <param name="checkpoint">Tensors under the published names, and no others.</param>
    /// <exception cref="CheckpointFormatException">A tensor is missing, has another shape, or is left over.</exception>
    public static SenseVoiceModel Load(SenseVoiceConfiguration configuration, ICheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        SenseVoiceTensors.Check(checkpoint, configuration);
        var model = new SenseVoiceModel(configuration);
        ModuleFolder.Load(model, checkpoint);
        return model;
    }

    /// <summary>Logits and encoder states of whole utterances.</summary>
    /// <param name="features">Normalised rows, <c>[b, t, row width]</c>, anything behind an item's length.</param>
    /// <param name="queries">Ids of the query rows, int64 <c>[b, 4]</c>.</param>
    /// <param name="lengths">Rows of each item, without the queries.</param>
    /// <returns>Logits <c>[b, 4 + t, vocabulary]</c> and states <c>[b, 4 + t, d]</c>.</returns>
    public override (Tensor Logits, Tensor States) forward(Tensor features, Tensor queries, IReadOnlyList<int> lengths)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var rows = cat([_queries.call(queries), features], 1); // [b, 4 + t, row width]
        int[] all = [.. lengths.Select(length => length + SenseVoiceQuery.RowCount)];
        using var context = new WholeSanm(all, (int)rows.shape[1]);
        var states = _encoder.call(rows, context); // [b, 4 + t, d]
        return (_head.call(states).MoveToOuterDisposeScope(), states.MoveToOuterDisposeScope());
    }
}
