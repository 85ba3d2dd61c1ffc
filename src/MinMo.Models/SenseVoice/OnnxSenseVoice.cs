using Microsoft.ML.OnnxRuntime;
using MinMo.Models.Checkpoints;
using MinMo.Models.OnnxSessions;

namespace MinMo.Models.SenseVoice;

/// <summary>The export of FunASR (<c>model.onnx</c>, <c>model_quant.onnx</c>) on ONNX Runtime. Queries, positions and the
/// scale of the rows are inside the graph.</summary>
public sealed class OnnxSenseVoice : ISenseVoiceExecutor
{
    private readonly InferenceSession _session;
    private readonly SenseVoiceConfiguration _configuration;
    private readonly string[] _inputs;
    private readonly string _logits;

    private OnnxSenseVoice(InferenceSession session, SenseVoiceConfiguration configuration, string path)
    {
        (_session, _configuration) = (session, configuration);
        string Name(IEnumerable<string> names, params ReadOnlySpan<string> known)
        {
            foreach (var name in known)
            {
                if (names.Contains(name))
                {
                    return name;
                }
            }

            throw new CheckpointFormatException(path, 0, $"the graph has no '{known[0]}'; it has {string.Join(", ", names)}");
        }

        // The second names are those of republished exports.
        var inputs = session.InputMetadata.Keys;
        _inputs =
        [
            Name(inputs, "speech", "x"), Name(inputs, "speech_lengths", "x_length"), Name(inputs, "language"),
            Name(inputs, "textnorm", "text_norm"),
        ];
        _logits = Name(session.OutputMetadata.Keys, "ctc_logits", "logits");
    }

    /// <summary>Opens a graph.</summary>
    /// <param name="path">The file.</param>
    /// <param name="configuration">Sizes.</param>
    /// <param name="settings">Threads; one by default.</param>
    /// <exception cref="CheckpointFormatException">It is no graph, or one with other inputs and outputs.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OnnxSenseVoice Open(string path, SenseVoiceConfiguration configuration, OnnxSessionSettings? settings = null)
    {
        InferenceSession? session = null;
        try
        {
            session = (settings ?? new OnnxSessionSettings()).Open(path);
            return new OnnxSenseVoice(session, configuration, path);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new CheckpointFormatException(path, 0, exception.Message, exception);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public SenseVoiceOutput Run(SenseVoiceInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var features = OrtValue.CreateTensorValueFromMemory(
            input.Values, [input.Count, input.Rows, _configuration.RowWidth]);
        using var lengths = Integers(input.Lengths);
        using var languages = Integers(input.Queries.Select(query => query.Language));
        using var styles = Integers(input.Queries.Select(query => query.TextNormalization));
        using var options = new RunOptions();
        using var outputs = _session.Run(options, _inputs, [features, lengths, languages, styles], [_logits]);
        var logits = outputs[0].GetTensorDataAsSpan<float>().ToArray(); // [b, 4 + t, v]
        var rows = input.Rows + SenseVoiceQuery.RowCount;
        return new SenseVoiceOutput(
            logits,
            rows,
            logits.Length / (rows * input.Count),
            [.. input.Lengths.Select(length => length + SenseVoiceQuery.RowCount)]);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static OrtValue Integers(IEnumerable<int> values)
    {
        int[] numbers = [.. values];
        return OrtValue.CreateTensorValueFromMemory(numbers, [numbers.Length]);
    }
}
