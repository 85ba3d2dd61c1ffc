using MinMo.Models.SpeechEncoder;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MinMo.Models.InputProjection;

/// <summary>
/// From the encoder's rows to the language model's: a convolution that halves the rate, two layers, and what is heard at
/// each row as a distribution over the model's units, tied to their embeddings E (MinMo, section 2).
/// </summary>
/// <remarks>
/// The row that the language model gets is the mean of E under that distribution: so it always lies where text has put
/// the model's inputs, and a row that says nothing is the embedding of the blank unit. E belongs to the language model
/// and is given with each call. The layers are SAN-M: their memory filter stands for positions.
/// </remarks>
public sealed class InputProjector : nn.Module<Tensor, WholeSanm, Tensor>
{
    [ComponentName(Name = "convolution")]
    private readonly Conv1d _convolution;

    [ComponentName(Name = "layers")]
    private readonly ModuleList<SanmLayer> _layers;

    [ComponentName(Name = "norm")]
    private readonly LayerNorm _norm;

    [ComponentName(Name = "unit_bias")]
    private readonly Parameter _bias;

    /// <summary>Makes a projector with random weights.</summary>
    public InputProjector(InputProjectorConfiguration configuration)
        : base(nameof(InputProjector))
    {
        Configuration = configuration;
        _convolution = nn.Conv1d(configuration.Inputs, configuration.Width, 3, stride: 2L);
        _layers = new ModuleList<SanmLayer>(
            [.. Enumerable.Range(0, configuration.LayerCount).Select(_ => new SanmLayer(configuration.Layer))]);
        _norm = nn.LayerNorm(configuration.Width);
        _bias = new Parameter(zeros(configuration.VocabularySize));
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public InputProjectorConfiguration Configuration { get; }

    /// <summary>Rows of so many encoder rows: a last odd one gives a row of its own.</summary>
    public static int RowCount(int encoderRows) => (encoderRows + 1) / 2;

    /// <summary>The context of a batch of whole utterances.</summary>
    /// <param name="lengths">Projector rows of each utterance.</param>
    /// <param name="rows">Projector rows of the batch.</param>
    public WholeSanm Whole(ReadOnlySpan<int> lengths, int rows) => new(lengths, rows, Configuration.Chunks);

    /// <summary>Projects whole utterances.</summary>
    /// <param name="encoded"><c>[b, 2 t, d_enc]</c>, or one row less.</param>
    /// <param name="context">From <see cref="Whole"/>.</param>
    /// <returns>z, <c>[b, t, d]</c>.</returns>
    public override Tensor forward(Tensor encoded, WholeSanm context)
    {
        using var scope = NewDisposeScope();
        var padded = F.pad(encoded, [0, 0, 1, encoded.shape[1] % 2]); // [b, 1 + 2 t, d_enc]
        var x = F.gelu(_convolution.call(padded.transpose(1, 2))).transpose(1, 2); // [b, t, d]
        for (var layer = 0; layer < _layers.Count; layer++)
        {
            x = _layers[layer].call(x, context);
        }

        return _norm.call(x).MoveToOuterDisposeScope();
    }

    /// <summary>What is heard at each row: z along E around its mean, scaled.</summary>
    /// <param name="z"><c>[..., d]</c>.</param>
    /// <param name="embeddings">E, <c>[V, d]</c>.</param>
    /// <returns>Logits, <c>[..., V]</c>.</returns>
    public Tensor Hear(Tensor z, Tensor embeddings)
    {
        using var scope = NewDisposeScope();
        var centred = embeddings - embeddings.mean([0], keepdim: true);
        var directions = centred / (centred.square().mean().sqrt() * Math.Sqrt(Configuration.Width)); // [V, d]
        return F.linear(z, directions, _bias).MoveToOuterDisposeScope();
    }

    /// <summary>The rows for the language model.</summary>
    /// <param name="logits">From <see cref="Hear"/>, <c>[..., V]</c>.</param>
    /// <param name="embeddings">E, <c>[V, d]</c>.</param>
    /// <returns><c>[..., d]</c>.</returns>
    public static Tensor Rows(Tensor logits, Tensor embeddings)
    {
        using var scope = NewDisposeScope();
        return F.softmax(logits, -1).matmul(embeddings).MoveToOuterDisposeScope();
    }
}
