using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>The token encoder: look-ahead, conformer blocks at the rate of tokens, upsampling, conformer blocks at the rate
/// of frames.</summary>
/// <remarks><c>UpsampleConformerEncoder</c> of CosyVoice 2.</remarks>
public sealed class UpsampleConformer : nn.Module
{
    [ComponentName(Name = "embed")]
    private readonly ScaledInput _input;

    [ComponentName(Name = "pre_lookahead_layer")]
    private readonly TokenLookAhead _lookAhead;

    [ComponentName(Name = "encoders")]
    private readonly ModuleList<ConformerLayer> _tokenLayers;

    [ComponentName(Name = "up_layer")]
    private readonly UpsampledConvolution _upsample;

    [ComponentName(Name = "up_embed")]
    private readonly ScaledInput _upInput;

    [ComponentName(Name = "up_encoders")]
    private readonly ModuleList<ConformerLayer> _frameLayers;

    [ComponentName(Name = "after_norm")]
    private readonly LayerNorm _norm;

    /// <summary>Makes an encoder with random weights, drawn from torch's generator.</summary>
    public UpsampleConformer(ConformerConfiguration configuration)
        : base(nameof(UpsampleConformer))
    {
        Configuration = configuration;
        _input = new ScaledInput(configuration.Width);
        _lookAhead = new TokenLookAhead(configuration.Width, configuration.LookAhead);
        _tokenLayers = Layers(configuration.BlockCount);
        _upsample = new UpsampledConvolution(configuration.Width, configuration.FramesPerToken);
        _upInput = new ScaledInput(configuration.Width);
        _frameLayers = Layers(configuration.UpBlockCount);
        _norm = nn.LayerNorm(configuration.Width);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public ConformerConfiguration Configuration { get; }

    /// <summary>Encodes.</summary>
    /// <param name="x">Embeddings of each row's tokens, behind them those that are only looked at, then anything,
    /// <c>[b, t + look-ahead, d]</c>.</param>
    /// <param name="known">How many of these each row has; the layer that looks ahead sees zeros behind them.</param>
    /// <param name="context">What surrounds the tokens, without those that are only looked at.</param>
    /// <returns><c>[b, frames per token * t, d]</c>.</returns>
    public Tensor Encode(Tensor x, IReadOnlyList<int> known, FrameContext context)
    {
        using var scope = NewDisposeScope();
        var y = _input.call(x) * Inside(known, x.shape[1]).to(x.device);    // [b, t + look-ahead, d]
        y = _lookAhead.call(y, context);                                    // [b, t, d]
        foreach (var layer in _tokenLayers)
        {
            y = layer.call(y, context);
        }

        y = _upInput.call(_upsample.call(y, context));                      // [b, 2 t, d]
        foreach (var layer in _frameLayers)
        {
            y = layer.call(y, context);
        }

        return _norm.call(y).MoveToOuterDisposeScope();
    }

    /// <summary>1 where a row has a token, <c>[b, t, 1]</c>.</summary>
    private static Tensor Inside(IReadOnlyList<int> known, long length)
        => ChunkMask.None.Of((int)length, known).narrow(1, 0, 1).transpose(1, 2).to(ScalarType.Float32);

    private ModuleList<ConformerLayer> Layers(int count)
        => new([.. Enumerable.Range(0, count).Select(_ => new ConformerLayer(Configuration))]);
}
