using Microsoft.ML.OnnxRuntime;

namespace MinMo.Models.Whisper;

/// <summary>One transcript on ONNX Runtime, with memory for the longest one; used for one utterance after another.</summary>
internal sealed class OnnxUtterance : IDisposable
{
    private readonly OnnxWhisper _owner;
    private readonly AudioMemory _audio;
    private readonly List<OrtValue> _caches = [];
    private readonly RunOptions _run = new();
    private List<OrtValue> _audioValues = [];
    private OnnxDecoderStep? _single;
    private OnnxDecoderStep? _several;
    private int _length;

    public OnnxUtterance(OnnxWhisper owner)
    {
        _owner = owner;
        _audio = new AudioMemory(owner.Configuration);
        var sizes = owner.Configuration;
        long[] shape = [1, sizes.Decoder.Heads, sizes.TargetPositions, sizes.Width / sizes.Decoder.Heads];
        for (var i = 0; i < 2 * sizes.Decoder.Layers; i++)
        {
            var memory = GC.AllocateArray<float>(sizes.TargetPositions * sizes.Width, pinned: true);
            _caches.Add(OrtValue.CreateTensorValueFromMemory(memory, shape));
        }
    }

    /// <summary>Starts anew with other audio.</summary>
    /// <param name="window">What was encoded.</param>
    /// <param name="encoded">Keys and values per layer.</param>
    /// <param name="silence">The full window of silence, if the window wants any behind it.</param>
    public void Begin(WhisperWindow window, IReadOnlyCollection<OrtValue> encoded, AudioMemory? silence)
    {
        _length = 0;
        var bound = _audio.HeardRows;
        _audio.Fill(encoded, window.Rows, window.HeardRows, silence);
        if (_audio.HeardRows != bound)
        {
            BindAudio();
        }
    }

    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _length);
        _length = length;
    }

    /// <summary>Appends tokens; see <see cref="IWhisperBatch.Append"/>.</summary>
    public Memory<float> Append(int[] ids, int[] wanted)
    {
        var positions = _owner.Configuration.TargetPositions;
        if (_length + ids.Length > positions)
        {
            throw new ArgumentException($"{_length} tokens and {ids.Length} more exceed the {positions} positions.");
        }

        ref var step = ref ids.Length == 1 ? ref _single : ref _several;
        if (step is null || !step.Fits(ids.Length, wanted.Length))
        {
            step?.Dispose();
            step = new OnnxDecoderStep(_owner, new OnnxDecoderMemory(_caches, _audioValues), ids.Length, wanted.Length);
        }

        step.Set(ids, wanted, _length);
        _owner.DecoderSession.RunWithBinding(_run, step.Binding);
        _length += ids.Length;
        return step.Logits;
    }

    public void Dispose()
    {
        ForgetSteps();
        _audioValues.ForEach(value => value.Dispose());
        _caches.ForEach(value => value.Dispose());
        _run.Dispose();
    }

    private void BindAudio()
    {
        ForgetSteps();
        _audioValues.ForEach(value => value.Dispose());
        var sizes = _owner.Configuration;
        var headWidth = sizes.Width / sizes.Decoder.Heads;
        long[] shape = [1, sizes.Decoder.Heads, _audio.HeardRows, headWidth];
        _audioValues = [.. _audio.Blocks.Select(block => OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, block.AsMemory(0, _audio.HeardRows * sizes.Width), shape))];
    }

    // They are bound to memory of a certain shape.
    private void ForgetSteps()
    {
        _single?.Dispose();
        _several?.Dispose();
        (_single, _several) = (null, null);
    }
}
