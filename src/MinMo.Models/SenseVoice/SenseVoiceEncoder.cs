using MinMo.Models.SpeechEncoder;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.SenseVoice;

/// <summary>The encoder of SenseVoiceSmall: SAN-M layers over whole utterances. Names as in FunASR.</summary>
/// <remarks>The layers are those of <see cref="SpeechEncoderModel"/>, MinMo's streaming encoder. What stands around them is
/// not the same (positions and a layer that widens here; a projection, a look-ahead and chunks there), so that one class for
/// both would share nothing more than the loop over the layers.</remarks>
public sealed class SenseVoiceEncoder : nn.Module<Tensor, WholeSanm, Tensor>
{
    private readonly SenseVoiceConfiguration _configuration;
    private readonly Scalar _scale;

    [ComponentName(Name = "encoders0")]
    private readonly ModuleList<SanmLayer> _first;

    [ComponentName(Name = "encoders")]
    private readonly ModuleList<SanmLayer> _layers;

    [ComponentName(Name = "after_norm")]
    private readonly LayerNorm _middleNorm;

    [ComponentName(Name = "tp_encoders")]
    private readonly ModuleList<SanmLayer> _laterLayers;

    [ComponentName(Name = "tp_norm")]
    private readonly LayerNorm _lastNorm;

    /// <summary>Makes an encoder with random weights.</summary>
    public SenseVoiceEncoder(SenseVoiceConfiguration configuration)
        : base(nameof(SenseVoiceEncoder))
    {
        _configuration = configuration;
        _scale = Math.Sqrt(configuration.Width); // of the width inside, not of the input's
        _first = Stack(1, configuration.FirstLayer);
        _layers = Stack(configuration.LayerCount - 1, configuration.Layer);
        _middleNorm = nn.LayerNorm(configuration.Width);
        _laterLayers = Stack(configuration.LaterLayerCount, configuration.Layer);
        _lastNorm = nn.LayerNorm(configuration.Width);
        RegisterComponents();
    }

    /// <summary>Encodes whole utterances.</summary>
    /// <param name="rows">Queries and normalised rows, <c>[b, t, row width]</c>.</param>
    /// <param name="context">Which rows exist.</param>
    /// <returns><c>[b, t, d]</c>; rows behind an utterance's length mean nothing.</returns>
    public override Tensor forward(Tensor rows, WholeSanm context)
    {
        using var scope = NewDisposeScope();
        var (length, width) = ((int)rows.shape[1], _configuration.RowWidth);
        var positions = tensor(SinusoidalPositions.Table(length, width), [length, width]); // [t, row width]
        var x = (rows * _scale) + positions; // [b, t, row width]
        x = Run(_first, x, context);         // [b, t, d]
        x = Run(_layers, x, context);        // [b, t, d]
        x = _middleNorm.call(x);             // [b, t, d]
        x = Run(_laterLayers, x, context);   // [b, t, d]
        return _lastNorm.call(x).MoveToOuterDisposeScope();
    }

    private static Tensor Run(ModuleList<SanmLayer> layers, Tensor x, WholeSanm context)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            x = layers[i].call(x, context);
        }

        return x;
    }

    private static ModuleList<SanmLayer> Stack(int count, SanmLayerSizes sizes)
        => new([.. Enumerable.Range(0, count).Select(_ => new SanmLayer(sizes))]);
}
