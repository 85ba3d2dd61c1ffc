using Microsoft.ML.OnnxRuntime;
using MinMo.Models.Checkpoints;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;

namespace MinMo.Models.Whisper;

/// <summary>Whisper on ONNX Runtime: the executor for CPUs.</summary>
/// <remarks>
/// Items run one after another: on one core a batch gains only the weight reads, and turns rarely end at the same moment.
/// Memory of finished batches is kept for the next ones.
/// </remarks>
internal sealed class OnnxWhisper : IWhisperExecutor
{
    private readonly InferenceSession _encoder;
    private readonly Stack<OnnxUtterance> _idle = [];
    private readonly List<OnnxUtterance> _all = [];
    private readonly string[] _audioNames;
    private readonly RunOptions _run = new();
    private AudioMemory? _silence;

    private OnnxWhisper(WhisperConfiguration configuration, InferenceSession encoder, InferenceSession decoder)
    {
        Configuration = configuration;
        _encoder = encoder;
        DecoderSession = decoder;
        _audioNames = [.. Enumerable.Range(0, configuration.Decoder.Layers)
            .SelectMany(i => new[] { $"key_{i}", $"value_{i}" })];
    }

    public WhisperConfiguration Configuration { get; }

    internal InferenceSession DecoderSession { get; }

    /// <summary>Opens the graphs of a checkpoint, after writing them if they are not there.</summary>
    /// <param name="folder">The checkpoint in the Hugging Face layout.</param>
    /// <param name="cache">Where graphs are kept; one folder a precision is made in it.</param>
    /// <param name="precision">How the decoder's matrices are kept.</param>
    /// <param name="settings">Threads.</param>
    public static OnnxWhisper Open(
        string folder, string cache, WeightPrecision precision, OnnxSessionSettings? settings = null)
    {
        var configuration = WhisperConfiguration.Read(folder);
        var graphs = Path.Combine(cache, $"whisper-{precision}".ToLowerInvariant());
        if (!Directory.Exists(graphs))
        {
            Write(folder, configuration, precision, graphs);
        }

        settings ??= new OnnxSessionSettings();
        return new OnnxWhisper(
            configuration,
            settings.Open(Path.Combine(graphs, WhisperGraphs.EncoderFile)),
            settings.Open(Path.Combine(graphs, WhisperGraphs.DecoderFile)));
    }

    public IWhisperBatch Encode(IReadOnlyList<WhisperWindow> windows)
    {
        if (windows.Any(window => window.RowsWithSilence > 0))
        {
            _silence ??= EncodeSilence();
        }

        return new OnnxWhisperBatch([.. windows.Select(Encode)], _idle.Push);
    }

    public void Dispose()
    {
        foreach (var utterance in _all)
        {
            utterance.Dispose();
        }

        _run.Dispose();
        _encoder.Dispose();
        DecoderSession.Dispose();
    }

    /// <summary>The encoder's output <c>[rows, width]</c>, to compare executors.</summary>
    internal float[] States(WhisperWindow window)
    {
        using var outputs = Run(window, ["states"]);
        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private OnnxUtterance Encode(WhisperWindow window)
    {
        using var outputs = Run(window, _audioNames);
        if (!_idle.TryPop(out var utterance))
        {
            utterance = new OnnxUtterance(this);
            _all.Add(utterance);
        }

        utterance.Begin(window, outputs, _silence);
        return utterance;
    }

    private AudioMemory EncodeSilence()
    {
        var window = WhisperWindow.Silence(Configuration);
        using var outputs = Run(window, _audioNames);
        var silence = new AudioMemory(Configuration);
        silence.Fill(outputs, window.Rows, window.Rows, silence: null);
        return silence;
    }

    private IDisposableReadOnlyCollection<OrtValue> Run(WhisperWindow window, string[] outputs)
    {
        long[] shape = [1, Configuration.MelBands, window.Frames];
        using var features = OrtValue.CreateTensorValueFromMemory(window.Features, shape);
        return _encoder.Run(_run, ["features"], [features], outputs);
    }

    private static void Write(
        string folder, WhisperConfiguration configuration, WeightPrecision precision, string graphs)
    {
        using var draft = new FolderDraft(graphs);
        using (var checkpoint = Checkpoint.Open(folder))
        {
            new WhisperGraphs(checkpoint, configuration, precision).Write(draft.Path);
        }

        draft.MoveUnless(() => Directory.Exists(graphs));
    }
}
