using MinMo.Models.Checkpoints;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.InputProjection.Adaptor;

/// <summary>The audio adaptor "Transformer" of the public audio language models: k encoder rows become one row for the
/// language model.</summary>
/// <remarks>FunASR's <c>audio_adaptor: Transformer</c>. Whole utterances only: every row sees every other one. MinMo's own
/// projector, which streams, is <see cref="InputProjector"/>.</remarks>
public sealed class AudioAdaptor : nn.Module<Tensor, Tensor, Tensor>
{
    /// <summary>Stands in front of the parameters' names in published checkpoints.</summary>
    public const string Prefix = "audio_adaptor.";

    [ComponentName(Name = "linear1")]
    private readonly Linear _inner;

    [ComponentName(Name = "linear2")]
    private readonly Linear _outer;

    [ComponentName(Name = "blocks")]
    private readonly ModuleList<AdaptorBlock> _blocks;

    /// <summary>Makes an adaptor with random weights.</summary>
    public AudioAdaptor(AudioAdaptorConfiguration configuration)
        : base(nameof(AudioAdaptor))
    {
        Configuration = configuration;
        _inner = nn.Linear((long)configuration.Joined * configuration.Inputs, configuration.InnerWidth);
        _outer = nn.Linear(configuration.InnerWidth, configuration.Width);
        _blocks = new ModuleList<AdaptorBlock>(
            [.. Enumerable.Range(0, configuration.BlockCount).Select(_ => new AdaptorBlock(configuration))]);
        RegisterComponents();
    }

    /// <summary>Sizes.</summary>
    public AudioAdaptorConfiguration Configuration { get; }

    /// <summary>Reads <c>config.yaml</c> and <c>model.pt</c> of a folder.</summary>
    /// <exception cref="CheckpointFormatException">A file is malformed, or a tensor is missing or has another shape.</exception>
    public static AudioAdaptor Open(string folder)
    {
        using var weights = Checkpoint.Open(Path.Combine(folder, "model.pt"));
        var adaptor = new AudioAdaptor(
            AudioAdaptorConfiguration.Read(YamlSettings.Read(Path.Combine(folder, "config.yaml")), weights));
        ModuleFolder.Load(adaptor, weights, Prefix);
        adaptor.eval();
        return adaptor;
    }

    /// <summary>Output rows of so many encoder rows.</summary>
    public int RowCount(int encoderRows) => ((encoderRows - 1) / Configuration.Joined) + 1;

    /// <summary>Runs the adaptor.</summary>
    /// <param name="x">Encoder rows, <c>[b, t, d_enc]</c>. Rows behind an utterance's end take part in its last output row:
    /// they should be zero.</param>
    /// <param name="lengths">int64, <c>[b]</c>: encoder rows of each utterance, at least 1.</param>
    /// <returns><c>[b, ceil(t / k), d]</c>; rows behind <see cref="RowCount"/> of an utterance mean nothing.</returns>
    public override Tensor forward(Tensor x, Tensor lengths)
    {
        using var scope = NewDisposeScope();
        var (k, t) = (Configuration.Joined, x.shape[1]);
        var rows = (t + k - 1) / k;
        x = nn.functional.pad(x, [0, 0, 0, (rows * k) - t]).reshape(x.shape[0], rows, -1);   // [b, t / k, k * d_enc]
        x = _outer.call(nn.functional.relu(_inner.call(x)));                               // [b, t / k, d]
        var counts = (lengths - 1).div(k, RoundingMode.floor) + 1;                         // [b]
        var visible = arange(rows, device: x.device).unsqueeze(0) < counts.unsqueeze(1);   // [b, t / k]
        foreach (var block in _blocks)
        {
            x = block.call(x, visible);
        }

        return x.MoveToOuterDisposeScope();
    }
}
