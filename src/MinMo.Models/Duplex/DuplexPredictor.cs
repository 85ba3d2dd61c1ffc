using MinMo.Models.Checkpoints;
using MinMo.Models.SpeechEncoder;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.Duplex;

/// <summary>
/// Whether to answer, to wait or to yield, from what the language model thinks of each row it hears: down to a smaller
/// width, one Transformer layer, linear and softmax (MinMo, arXiv 2501.06282, sections 3.1 and 3.3). Which classes can be
/// depends on who holds the floor; that the predictor is told, too.
/// </summary>
/// <remarks>
/// The paper gives neither widths nor classes (model-minmo-parts section 5): the layer is a SAN-M layer, whose memory
/// filter stands for positions, and the classes are those of <see cref="DuplexClass"/>.
/// </remarks>
public sealed class DuplexPredictor : nn.Module<Tensor, Tensor, WholeSanm, Tensor>
{
    /// <summary>Classes.</summary>
    public const int Classes = 4;

    // Far below any score, and finite: a label that cannot be gives a large loss, not one that is no number.
    private const float Impossible = -1e4f;

    /// <summary>Added to the scores: [floor, class], the caller's floor first.</summary>
    internal static readonly float[] Possible = [0, 0, 0, Impossible, 0, Impossible, Impossible, 0];

    private readonly Tensor _mask; // [2, classes]

    [ComponentName(Name = "input")]
    private readonly Linear _input;

    [ComponentName(Name = "floor")]
    private readonly Parameter _floor;

    [ComponentName(Name = "layer")]
    private readonly SanmLayer _layer;

    [ComponentName(Name = "norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "output")]
    private readonly Linear _output;

    /// <summary>Makes a predictor with random weights.</summary>
    public DuplexPredictor(DuplexConfiguration configuration)
        : base(nameof(DuplexPredictor))
    {
        Configuration = configuration;
        _input = nn.Linear(configuration.LanguageWidth, configuration.Width);
        _floor = new Parameter(zeros(2, configuration.Width));
        _layer = new SanmLayer(configuration.Layer);
        _norm = nn.LayerNorm(configuration.Width);
        _output = nn.Linear(configuration.Width, Classes);
        _mask = tensor(Possible, [2, Classes]).DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public DuplexConfiguration Configuration { get; }

    /// <summary>Reads a predictor that <see cref="ModuleFolder"/> has written.</summary>
    /// <exception cref="CheckpointFormatException">The weights do not fit the sizes.</exception>
    public static DuplexPredictor Load(string folder)
    {
        var predictor = new DuplexPredictor(ModuleFolder.Configuration<DuplexConfiguration>(folder));
        ModuleFolder.Load(predictor, folder);
        predictor.eval();
        return predictor;
    }

    /// <summary>The context of a batch of whole calls.</summary>
    /// <param name="lengths">Rows of each call.</param>
    /// <param name="rows">Rows of the batch.</param>
    public WholeSanm Whole(ReadOnlySpan<int> lengths, int rows) => new(lengths, rows, Configuration.Chunks);

    /// <summary>Scores the classes at each row.</summary>
    /// <param name="hidden">The language model's hidden states, <c>[b, t, language width]</c>.</param>
    /// <param name="speaking">1 where the agent holds the floor, else 0; int64, <c>[b, t]</c>.</param>
    /// <param name="context">What is seen.</param>
    /// <returns>Logits in the order of <see cref="DuplexClass"/>, <c>[b, t, 4]</c>; those that cannot be are very low.</returns>
    public override Tensor forward(Tensor hidden, Tensor speaking, WholeSanm context)
    {
        using var scope = NewDisposeScope();
        var (rows, flat) = (speaking.shape, speaking.flatten());
        var floor = _floor.index_select(0, flat).view([.. rows, -1]);            // [b, t, d]
        var x = _layer.call(_input.call(hidden) + floor, context);               // [b, t, d]
        var scores = _output.call(_norm.call(x));                                // [b, t, 4]
        return (scores + _mask.index_select(0, flat).view([.. rows, Classes])).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _mask.Dispose();
        }

        base.Dispose(disposing);
    }
}
