using MinMo.Models.Checkpoints;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.OutputProjection;

/// <summary>A unit of text and what the language model thought when it said it, as one semantic vector for the voice.</summary>
/// <remarks>MinMo (arXiv 2501.06282), section 3.2: one linear layer over both, joined along the features. Without bias: its
/// 6.42 M parameters at the paper's widths are those of the paper's table 1. Where units have rows of their own, only
/// hidden states are projected, and added to them.</remarks>
public sealed class OutputProjectionModel : nn.Module<Tensor, Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "proj")]
    private readonly Linear _project;

    /// <summary>Makes a projection that does not look at hidden states yet: pretraining of the voice has none.</summary>
    public OutputProjectionModel(OutputProjectionConfiguration configuration)
        : base(nameof(OutputProjectionModel))
    {
        Configuration = configuration;
        var (language, projected) = (configuration.LanguageWidth, configuration.OwnUnits > 0 ? 1 : 2);
        _project = nn.Linear(projected * language, configuration.VoiceWidth, hasBias: false);
        using (no_grad())
        using (NewDisposeScope())
        {
            _project.weight.narrow(1, (projected - 1) * language, language).zero_();
        }

        RegisterComponents();
        if (configuration.OwnUnits > 0)
        {
            OwnRows = new Parameter(zeros(configuration.OwnUnits, configuration.VoiceWidth));
            register_parameter("units", OwnRows);
        }
    }

    /// <summary>Sizes.</summary>
    public OutputProjectionConfiguration Configuration { get; }

    /// <summary>The units' own rows, <c>[own units, voice width]</c>, zeros at first; null where embeddings are projected.</summary>
    public Parameter? OwnRows { get; }

    /// <summary>Reads a projection that <see cref="ModuleFolder"/> has written.</summary>
    /// <exception cref="CheckpointFormatException">The weights do not fit the sizes.</exception>
    public static OutputProjectionModel Load(string folder)
    {
        var projection = new OutputProjectionModel(ModuleFolder.Configuration<OutputProjectionConfiguration>(folder));
        ModuleFolder.Load(projection, folder);
        projection.eval();
        return projection;
    }

    /// <summary>Refuses a language model or a voice of other sizes.</summary>
    /// <param name="folder">Where this was read from, for the message.</param>
    /// <param name="embeddings">The language model's embedding, <c>[V, language width]</c>.</param>
    /// <param name="voiceWidth">Width of the voice language model.</param>
    /// <exception cref="CheckpointFormatException">They do not fit.</exception>
    public void MustFit(string folder, Tensor embeddings, int voiceWidth)
    {
        ArgumentNullException.ThrowIfNull(embeddings);
        var (units, width) = (embeddings.shape[0], embeddings.shape[1]);
        if (width != Configuration.LanguageWidth || voiceWidth != Configuration.VoiceWidth)
        {
            throw new CheckpointFormatException(
                folder, 0,
                $"made for widths {Configuration.LanguageWidth} and {Configuration.VoiceWidth}; language model and voice have {width} and {voiceWidth}");
        }

        if (OwnRows is not null && units != Configuration.OwnUnits)
        {
            throw new CheckpointFormatException(
                folder, 0, $"has rows for {Configuration.OwnUnits} units; the language model has {units} units");
        }
    }

    /// <summary>Joins and projects.</summary>
    /// <param name="units">int64, <c>[n]</c>.</param>
    /// <param name="embeddings">The language model's embedding, <c>[V, language width]</c>; not read where units have rows
    /// of their own.</param>
    /// <param name="hidden">Its last hidden states, after the final norm, that predicted these units,
    /// <c>[n, language width]</c>.</param>
    /// <returns><c>[n, voice width]</c>.</returns>
    public override Tensor forward(Tensor units, Tensor embeddings, Tensor hidden)
    {
        using var scope = NewDisposeScope();
        var vectors = OwnRows is null
            ? _project.call(cat([embeddings.index_select(0, units), hidden], -1))
            : OwnRows.index_select(0, units) + _project.call(hidden);
        return vectors.MoveToOuterDisposeScope();
    }
}
