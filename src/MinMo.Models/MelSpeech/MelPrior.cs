using MinMo.Models.Checkpoints;
using MinMo.Models.Convolution;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.MelSpeech;

/// <summary>Speech tokens to mel frames by regression: the mean that flow matching starts from, good enough to listen to
/// by itself. Causal but for a look-ahead of a few tokens.</summary>
/// <remarks>The role of mu in CosyVoice 2 (arXiv 2412.10117, section 2.4), with convolutions in place of a conformer.</remarks>
public sealed class MelPrior : nn.Module<Tensor, ConvolutionContext, Tensor>
{
    [ComponentName(Name = "pre_lookahead")]
    private readonly TimeConvolution _lookAhead;

    [ComponentName(Name = "token_blocks")]
    private readonly ModuleList<ConvNextBlock> _tokenBlocks;

    [ComponentName(Name = "repeat")]
    private readonly Linear _repeat;

    [ComponentName(Name = "frame_blocks")]
    private readonly ModuleList<ConvNextBlock> _frameBlocks;

    [ComponentName(Name = "after_norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "proj")]
    private readonly Linear _project;

    /// <summary>Makes a prior with random weights, drawn from torch's generator.</summary>
    public MelPrior(MelPriorConfiguration configuration)
        : base(nameof(MelPrior))
    {
        Configuration = configuration;
        var (token, frame) = (configuration.TokenWidth, configuration.FrameWidth);
        var kernel = configuration.LookAhead + 1;
        _lookAhead = new TimeConvolution(configuration.Quantizer.Dimensions, token, kernel, configuration.LookAhead);
        _tokenBlocks = Blocks(configuration.TokenBlocks, token, configuration.HiddenFactor);
        _repeat = nn.Linear(token, configuration.FramesPerToken * frame);
        _frameBlocks = Blocks(configuration.FrameBlocks, frame, configuration.HiddenFactor);
        _norm = nn.LayerNorm(frame);
        _project = nn.Linear(frame, configuration.Mel.Bands);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public MelPriorConfiguration Configuration { get; }

    /// <summary>Reads a prior that <see cref="ModuleFolder"/> has written.</summary>
    /// <exception cref="CheckpointFormatException">The weights do not fit the sizes.</exception>
    public static MelPrior Load(string folder)
    {
        var prior = new MelPrior(ModuleFolder.Configuration<MelPriorConfiguration>(folder));
        ModuleFolder.Load(prior, folder);
        prior.eval();
        return prior;
    }

    /// <summary>Makes frames.</summary>
    /// <param name="digits">Of tokens, <c>[b, t, dimensions]</c>; zeros behind the end of a shorter item.</param>
    /// <param name="context">What surrounds them.</param>
    /// <returns>Normalised frames, <c>[b, bands, frames per token * t]</c>; of a stream those whose look-ahead has
    /// come.</returns>
    public override Tensor forward(Tensor digits, ConvolutionContext context)
    {
        using var scope = NewDisposeScope();
        var x = _lookAhead.call(digits.transpose(1, 2), context);                 // [b, token width, t]
        foreach (var block in _tokenBlocks)
        {
            x = block.call(x, null, context);
        }

        x = _repeat.call(nn.functional.gelu(x).transpose(1, 2));                  // [b, t, 2 * frame width]
        x = x.reshape(x.shape[0], -1, Configuration.FrameWidth).transpose(1, 2);  // [b, frame width, 2 t]
        context.Repeat(Configuration.FramesPerToken);
        foreach (var block in _frameBlocks)
        {
            x = block.call(x, null, context);
        }

        return _project.call(_norm.call(x.transpose(1, 2))).transpose(1, 2).MoveToOuterDisposeScope(); // [b, bands, 2 t]
    }

    private static ModuleList<ConvNextBlock> Blocks(int count, int width, int factor)
        => new([.. Enumerable.Range(0, count).Select(_ => new ConvNextBlock(width, factor * width))]);
}
