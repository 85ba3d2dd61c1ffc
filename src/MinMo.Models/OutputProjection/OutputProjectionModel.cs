using MinMo.Models.Checkpoints;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.OutputProjection;

/// <summary>A unit of text and what the language model thought when it said it, as one semantic vector for the voice.</summary>
/// <remarks>MinMo (arXiv 2501.06282), section 3.2: one linear layer over both, joined along the features. Without bias: its
/// 6.42 M parameters at the paper's widths are those of the paper's table 1.</remarks>
public sealed class OutputProjectionModel : nn.Module<Tensor, Tensor, Tensor>
{
    [ComponentName(Name = "proj")]
    private readonly Linear _project;

    /// <summary>Makes a projection that does not look at hidden states yet: pretraining of the voice has none.</summary>
    public OutputProjectionModel(OutputProjectionConfiguration configuration)
        : base(nameof(OutputProjectionModel))
    {
        Configuration = configuration;
        _project = nn.Linear(2 * configuration.LanguageWidth, configuration.VoiceWidth, hasBias: false);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        _project.weight.narrow(1, configuration.LanguageWidth, configuration.LanguageWidth).zero_();
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public OutputProjectionConfiguration Configuration { get; }

    /// <summary>Reads a projection that <see cref="ModuleFolder"/> has written.</summary>
    /// <exception cref="CheckpointFormatException">The weights do not fit the sizes.</exception>
    public static OutputProjectionModel Load(string folder)
    {
        var projection = new OutputProjectionModel(ModuleFolder.Configuration<OutputProjectionConfiguration>(folder));
        ModuleFolder.Load(projection, folder);
        projection.eval();
        return projection;
    }

    /// <summary>Joins and projects.</summary>
    /// <param name="embedding">Rows of the language model's embedding, <c>[..., language width]</c>.</param>
    /// <param name="hidden">Its last hidden states, after the final norm, that predicted these units,
    /// <c>[..., language width]</c>.</param>
    /// <returns><c>[..., voice width]</c>.</returns>
    public override Tensor forward(Tensor embedding, Tensor hidden)
    {
        using var scope = NewDisposeScope();
        return _project.call(cat([embedding, hidden], -1)).MoveToOuterDisposeScope();
    }
}
