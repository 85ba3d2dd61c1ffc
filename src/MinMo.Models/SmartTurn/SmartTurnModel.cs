using Microsoft.ML.OnnxRuntime;
using MinMo.Models.OnnxSessions;

namespace MinMo.Models.SmartTurn;

/// <summary>smart-turn v3: the audio of a turn up to a pause to the probability that the speaker is done. It hears
/// prosody more than words. Safe for concurrent use.</summary>
/// <remarks>Source: pipecat-ai/smart-turn. Of an installed folder the file with float activations is used: the answer
/// of the published 8-bit file is noise between about 0.1 and 0.95. Only meaningful behind speech; keep the decision
/// while the silence lasts, since more silence raises the probability.</remarks>
public sealed class SmartTurnModel : IDisposable
{
    private static readonly string[] Preferred = ["smart-turn-v3.2-float.onnx", "smart-turn-v3.2-cpu.onnx"];
    private static readonly string[] InputNames = ["input_features"];
    private static readonly string[] OutputNames = ["logits"];

    private readonly InferenceSession _session;
    private readonly SmartTurnFeatures _features = new();

    private SmartTurnModel(InferenceSession session) => _session = session;

    /// <summary>Opens the model.</summary>
    /// <param name="path">A model file, or the folder that contains it.</param>
    /// <param name="settings">Threads; the defaults if null.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static SmartTurnModel Load(string path, OnnxSessionSettings? settings = null)
    {
        var file = Directory.Exists(path)
            ? Preferred.Select(name => Path.Combine(path, name)).FirstOrDefault(File.Exists)
                ?? Path.Combine(path, Preferred[0])
            : path;
        return new SmartTurnModel((settings ?? new OnnxSessionSettings()).Open(file));
    }

    /// <summary>Judges the turns of several calls in one run.</summary>
    /// <param name="waveforms">16 kHz mono in [-1, 1], one for each call, of any lengths
    /// (<see cref="SmartTurnFeatures.Compute"/>).</param>
    /// <returns>The probability that each turn is complete; above 0.5 it is taken as complete.</returns>
    public float[] Assess(params IReadOnlyList<ReadOnlyMemory<float>> waveforms)
    {
        ArgumentNullException.ThrowIfNull(waveforms);
        const int Size = SmartTurnFeatures.Bands * SmartTurnFeatures.Frames;
        var rows = waveforms.Count;
        if (rows == 0)
        {
            return [];
        }

        var features = new float[rows * Size];                              // [b, 80, 800]
        for (var row = 0; row < rows; row++)
        {
            _features.Compute(waveforms[row].Span).CopyTo(features, row * Size);
        }

        var probabilities = new float[rows];                                // [b, 1]; the graph ends in a sigmoid
        using var options = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(
            features, [rows, SmartTurnFeatures.Bands, SmartTurnFeatures.Frames]);
        using var output = OrtValue.CreateTensorValueFromMemory(probabilities, [rows, 1]);
        _session.Run(options, InputNames, [input], OutputNames, [output]);
        return probabilities;
    }

    /// <inheritdoc />
    public void Dispose() => _session.Dispose();
}
