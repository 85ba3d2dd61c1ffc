using MinMo.Models.Checkpoints;
using MinMo.Models.Convolution;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.Vocoder;

/// <summary>Mel frames to spectra to a waveform: no upsampling layers, an inverse Fourier transform does that work.</summary>
/// <remarks>Vocos (arXiv 2306.00814) with causal blocks and a stated look-ahead, so that it streams.</remarks>
public sealed class SpectralVocoder : nn.Module<Tensor, ConvolutionContext, Tensor>
{
    [ComponentName(Name = "embed")]
    private readonly TimeConvolution _embed;

    [ComponentName(Name = "norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "convnext")]
    private readonly ModuleList<ConvNextBlock> _blocks;

    [ComponentName(Name = "final_layer_norm")]
    private readonly LayerNorm _finalNorm;

    [ComponentName(Name = "head")]
    private readonly SpectrumHead _head;

    private readonly OverlapAdd _overlap;

    /// <summary>Makes a vocoder with random weights, drawn from torch's generator.</summary>
    public SpectralVocoder(VocoderConfiguration configuration)
        : base(nameof(SpectralVocoder))
    {
        Configuration = configuration;
        var (mel, width) = (configuration.Mel, configuration.Width);
        _embed = new TimeConvolution(mel.Bands, width, configuration.InputKernel, configuration.LookAhead);
        _norm = nn.LayerNorm(width);
        _blocks = new ModuleList<ConvNextBlock>(
            [.. Enumerable.Range(0, configuration.BlockCount)
                .Select(_ => new ConvNextBlock(width, configuration.HiddenWidth, configuration.BlockKernel))]);
        _finalNorm = nn.LayerNorm(width);
        _head = new SpectrumHead(width, mel.WindowSamples);
        _overlap = new OverlapAdd(mel.WindowSamples, mel.HopSamples);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public VocoderConfiguration Configuration { get; }

    /// <summary>Reads a vocoder that <see cref="ModuleFolder"/> has written.</summary>
    /// <exception cref="CheckpointFormatException">The weights do not fit the sizes.</exception>
    public static SpectralVocoder Load(string folder)
    {
        var vocoder = new SpectralVocoder(ModuleFolder.Configuration<VocoderConfiguration>(folder));
        ModuleFolder.Load(vocoder, folder);
        vocoder.eval();
        return vocoder;
    }

    /// <summary>Renders whole utterances.</summary>
    /// <param name="mel">Normalised frames, <c>[b, bands, t]</c>.</param>
    /// <param name="context"><see cref="ConvolutionContext.Whole"/>.</param>
    /// <returns>Samples about -1 ... 1, <c>[b, t * hop]</c>.</returns>
    public override Tensor forward(Tensor mel, ConvolutionContext context)
    {
        using var scope = NewDisposeScope();
        return _overlap.Whole(Frames(mel, context)).MoveToOuterDisposeScope();
    }

    /// <summary>Renders the next frames of several streams.</summary>
    /// <param name="mel">Normalised frames, <c>[b, bands, t]</c>; row i belongs to stream i, padded behind its own frames
    /// with anything.</param>
    /// <param name="chunks">What each stream brings; a stream may bring no frames with its end.</param>
    /// <returns>The samples of each stream that later frames cannot change, <c>[n]</c>; all streams together equal what
    /// <see cref="forward"/> gives for each alone.</returns>
    public IReadOnlyList<Tensor> Step(Tensor mel, IReadOnlyList<VocoderChunk> chunks)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var context = new StreamedConvolution(
            [.. chunks.Select(static chunk => new StreamChunk(chunk.State.Convolutions, chunk.Frames, chunk.Last))]);
        var frames = Frames(mel, context);
        context.Commit();
        var samples = new Tensor[chunks.Count];
        for (var i = 0; i < samples.Length; i++)
        {
            var own = frames[i].narrow(0, 0, context.Lengths[i]);
            samples[i] = _overlap.Append(chunks[i].State, own, chunks[i].Last).MoveToOuterDisposeScope();
        }

        return samples;
    }

    private Tensor Frames(Tensor mel, ConvolutionContext context)
    {
        var x = _embed.call(mel, context);                          // [b, d, t]
        x = _norm.call(x.transpose(1, 2)).transpose(1, 2);          // [b, d, t]
        foreach (var block in _blocks)
        {
            x = block.call(x, null, context);                       // [b, d, t]
        }

        return _head.call(_finalNorm.call(x.transpose(1, 2)));      // [b, t, window]
    }
}
