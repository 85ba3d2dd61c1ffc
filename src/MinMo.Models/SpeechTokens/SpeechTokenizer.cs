using MinMo.Models.Checkpoints;
using MinMo.Models.Convolution;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.SpeechTokens;

/// <summary>Mel frames to speech tokens, one for two frames: 25 Hz. Sees both directions and whole utterances: it makes
/// training data and is not needed to speak.</summary>
public sealed class SpeechTokenizer : nn.Module<Tensor, Tensor?, Tensor>
{
    private const int FramesPerToken = 2;
    private const int InputKernel = 5;
    private const int BlockKernel = 7;

    [ComponentName(Name = "embed")]
    private readonly TimeConvolution _embed;

    [ComponentName(Name = "frame_blocks")]
    private readonly ModuleList<ConvNextBlock> _frameBlocks;

    [ComponentName(Name = "halve")]
    private readonly Conv1d _halve;

    [ComponentName(Name = "token_blocks")]
    private readonly ModuleList<ConvNextBlock> _tokenBlocks;

    [ComponentName(Name = "norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "project_down")]
    private readonly Linear _project;

    /// <summary>Makes a tokenizer with random weights, drawn from torch's generator.</summary>
    public SpeechTokenizer(SpeechTokenizerConfiguration configuration)
        : base(nameof(SpeechTokenizer))
    {
        Configuration = configuration;
        var (frame, token) = (configuration.FrameWidth, configuration.TokenWidth);
        _embed = new TimeConvolution(configuration.Mel.Bands, frame, InputKernel, InputKernel / 2);
        _frameBlocks = Blocks(configuration.FrameBlocks, frame, configuration.HiddenFactor);
        _halve = nn.Conv1d(frame, token, kernel_size: 4, stride: FramesPerToken, padding: 1);
        _tokenBlocks = Blocks(configuration.TokenBlocks, token, configuration.HiddenFactor);
        _norm = nn.LayerNorm(token);
        _project = nn.Linear(token, configuration.Quantizer.Dimensions);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public SpeechTokenizerConfiguration Configuration { get; }

    /// <summary>Reads a tokenizer that <see cref="ModuleFolder"/> has written.</summary>
    /// <exception cref="CheckpointFormatException">The weights do not fit the sizes.</exception>
    public static SpeechTokenizer Load(string folder)
    {
        var tokenizer = new SpeechTokenizer(ModuleFolder.Configuration<SpeechTokenizerConfiguration>(folder));
        ModuleFolder.Load(tokenizer, folder);
        tokenizer.eval();
        return tokenizer;
    }

    /// <summary>Digits of the tokens, with a gradient that ignores the rounding.</summary>
    /// <param name="mel">Normalised frames of whole utterances, <c>[b, bands, 2 t]</c>.</param>
    /// <param name="inside">1 at an utterance's own frames and 0 behind its end, <c>[b, 1, 2 t]</c>, changing at even
    /// places only; null if all are equally long.</param>
    /// <returns><c>[b, t, dimensions]</c>; <see cref="FiniteScalarQuantizer.Codes"/> makes tokens of them.</returns>
    public override Tensor forward(Tensor mel, Tensor? inside)
    {
        using var scope = NewDisposeScope();
        var x = _embed.call(Cleared(mel, inside), ConvolutionContext.Whole);   // [b, frame width, 2 t]
        x = Run(_frameBlocks, x, inside);
        x = _halve.call(nn.functional.gelu(x));                                // [b, token width, t]
        var tokensInside = inside?.slice(2, 0, inside.shape[2], FramesPerToken);
        x = Run(_tokenBlocks, x, tokensInside);
        var numbers = _project.call(_norm.call(x.transpose(1, 2)));            // [b, t, dimensions]
        return Configuration.Quantizer.Quantize(numbers).MoveToOuterDisposeScope();
    }

    // Convolutions must see zeros behind an utterance's end, as they do where it stands alone.
    private static Tensor Run(ModuleList<ConvNextBlock> blocks, Tensor x, Tensor? inside)
    {
        x = Cleared(x, inside);
        foreach (var block in blocks)
        {
            x = Cleared(block.call(x, null, ConvolutionContext.Whole), inside);
        }

        return x;
    }

    private static Tensor Cleared(Tensor x, Tensor? inside) => inside is null ? x : x * inside;

    private static ModuleList<ConvNextBlock> Blocks(int count, int width, int factor)
        => new([.. Enumerable.Range(0, count)
            .Select(_ => new ConvNextBlock(width, factor * width, BlockKernel, BlockKernel / 2))]);
}
