using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.SpeechEncoder;

/// <summary>
/// The streaming voice encoder: stacked filter bank frames in, one row of width d for every 40 ms out, by SAN-M layers
/// that are causal in chunks behind a convolution that sees a few rows ahead (MinMo, section 2; the layers are those of
/// SenseVoice).
/// </summary>
public sealed class SpeechEncoderModel : nn.Module<Tensor, WholeSanm, Tensor>
{
    [ComponentName(Name = "input")]
    private readonly Linear _input;

    [ComponentName(Name = "look_ahead")]
    private readonly LookAheadConvolution _lookAhead;

    [ComponentName(Name = "layers")]
    private readonly ModuleList<SanmLayer> _layers;

    [ComponentName(Name = "norm")]
    private readonly LayerNorm _norm;

    /// <summary>Makes an encoder with random weights.</summary>
    public SpeechEncoderModel(SpeechEncoderConfiguration configuration)
        : base(nameof(SpeechEncoderModel))
    {
        Configuration = configuration;
        _input = nn.Linear(configuration.RowWidth, configuration.Width);
        _lookAhead = new LookAheadConvolution(configuration.Width, configuration.LookAheadRows);
        _layers = new ModuleList<SanmLayer>(
            [.. Enumerable.Range(0, configuration.LayerCount).Select(_ => new SanmLayer(configuration.Layer))]);
        _norm = nn.LayerNorm(configuration.Width);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public SpeechEncoderConfiguration Configuration { get; }

    /// <summary>Told the index of a layer and what it gave out, <c>[b, t, d]</c>; null for nobody.</summary>
    public Action<int, Tensor>? LayerFinished { get; set; }

    /// <summary>The context in which this encoder sees a batch of whole utterances.</summary>
    /// <param name="lengths">Rows of each utterance.</param>
    /// <param name="rows">Rows of the batch.</param>
    public WholeSanm Whole(ReadOnlySpan<int> lengths, int rows) => new(lengths, rows, Configuration.Chunks);

    /// <summary>Encodes whole utterances.</summary>
    /// <param name="rows">Normalised, stacked frames, <c>[b, t, row width]</c>.</param>
    /// <param name="context">From <see cref="Whole"/>.</param>
    /// <returns><c>[b, t, d]</c>; rows past an utterance's length mean nothing.</returns>
    public override Tensor forward(Tensor rows, WholeSanm context)
    {
        using var scope = NewDisposeScope();
        var x = _input.call(rows); // [b, t, d]
        if (context.Valid is { } valid)
        {
            x = x * valid;
        }

        x = _lookAhead.call(nn.functional.pad(x, [0, 0, 0, Configuration.LookAheadRows])); // [b, t, d]
        for (var layer = 0; layer < _layers.Count; layer++)
        {
            x = _layers[layer].call(x, context);
            LayerFinished?.Invoke(layer, x);
        }

        return _norm.call(x).MoveToOuterDisposeScope();
    }
}
