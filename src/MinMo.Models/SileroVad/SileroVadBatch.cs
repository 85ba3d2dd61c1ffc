using Microsoft.ML.OnnxRuntime;

namespace MinMo.Models.SileroVad;

/// <summary>Pinned buffers for one run over a fixed number of rows; they are used again by later runs.</summary>
internal sealed class SileroVadBatch : IDisposable
{
    private static readonly string[] InputNames = ["input", "state", "sr"];
    private static readonly string[] OutputNames = ["output", "stateN"];

    private readonly int _rows;
    private readonly float[] _samples;
    private readonly float[] _state;
    private readonly float[] _probabilities;
    private readonly float[] _nextState;
    private readonly OrtValue[] _inputs;
    private readonly OrtValue[] _outputs;
    private readonly RunOptions _options = new();

    internal SileroVadBatch(int rows, int sampleRate)
    {
        var width = new SileroVadStream(sampleRate).Input.Length;
        _rows = rows;
        _samples = new float[rows * width];
        _state = new float[2 * rows * SileroVadStream.StateSize];
        _probabilities = new float[rows];
        _nextState = new float[_state.Length];
        long[] stateShape = [2, rows, SileroVadStream.StateSize];
        _inputs =
        [
            OrtValue.CreateTensorValueFromMemory(_samples, [rows, width]),
            OrtValue.CreateTensorValueFromMemory(_state, stateShape),
            OrtValue.CreateTensorValueFromMemory(new long[] { sampleRate }, []),
        ];
        _outputs =
        [
            OrtValue.CreateTensorValueFromMemory(_probabilities, [rows, 1]),
            OrtValue.CreateTensorValueFromMemory(_nextState, stateShape),
        ];
    }

    public void Dispose()
    {
        foreach (var value in _inputs)
        {
            value.Dispose();
        }

        foreach (var value in _outputs)
        {
            value.Dispose();
        }

        _options.Dispose();
    }

    internal void Run(InferenceSession session, ReadOnlySpan<SileroVadStream> streams, Span<float> probabilities)
    {
        var width = _samples.Length / _rows;
        for (var row = 0; row < _rows; row++)
        {
            streams[row].Input.CopyTo(_samples.AsSpan(row * width));        // [rows, context + chunk]
            streams[row].State[..SileroVadStream.StateSize].CopyTo(Row(_state, 0, row));
            streams[row].State[SileroVadStream.StateSize..].CopyTo(Row(_state, 1, row));
        }

        session.Run(_options, InputNames, _inputs, OutputNames, _outputs);
        for (var row = 0; row < _rows; row++)
        {
            probabilities[row] = _probabilities[row];
            streams[row].Advance(_probabilities[row], Row(_nextState, 0, row), Row(_nextState, 1, row));
        }
    }

    private Span<float> Row(float[] state, int layer, int row)              // of [2, rows, 128]
        => state.AsSpan(((layer * _rows) + row) * SileroVadStream.StateSize, SileroVadStream.StateSize);
}
