using Microsoft.ML.OnnxRuntime;

namespace MinMo.Models.Whisper;

/// <summary>Decoder steps of one shape, with everything bound once: a step writes a few numbers and runs.</summary>
internal sealed class OnnxDecoderStep : IDisposable
{
    private readonly long[] _tokens;
    private readonly long[] _positions;
    private readonly long[] _wanted;
    private readonly int[] _last = GC.AllocateArray<int>(1, pinned: true);
    private readonly int[] _total = GC.AllocateArray<int>(1, pinned: true);
    private readonly float[] _logits;
    private readonly List<OrtValue> _values = [];

    public OnnxDecoderStep(OnnxWhisper owner, OnnxDecoderMemory memory, int length, int wanted)
    {
        var sizes = owner.Configuration;
        _tokens = GC.AllocateArray<long>(length, pinned: true);
        _positions = GC.AllocateArray<long>(length, pinned: true);
        _wanted = GC.AllocateArray<long>(wanted, pinned: true);
        _logits = GC.AllocateUninitializedArray<float>(wanted * sizes.VocabularySize, pinned: true);
        Binding = owner.DecoderSession.CreateIoBinding();
        Bind("tokens", _tokens, [1, length]);
        Bind("positions", _positions, [1, length]);
        Bind("wanted", _wanted, [wanted]);
        Bind("last", _last, [1]);
        Bind("total", _total, []);
        for (var i = 0; i < sizes.Decoder.Layers; i++)
        {
            BindLayer(memory, i);
        }

        Binding.BindOutput("logits", Own(OrtValue.CreateTensorValueFromMemory(
            _logits, [1, wanted, sizes.VocabularySize])));
    }

    public OrtIoBinding Binding { get; }

    /// <summary><c>[wanted, vocabulary]</c> of the last run.</summary>
    public Memory<float> Logits => _logits;

    /// <summary>Whether this is the step for so many tokens and so many rows of logits.</summary>
    public bool Fits(int length, int wanted) => _tokens.Length == length && _wanted.Length == wanted;

    /// <summary>Sets the inputs of the next run.</summary>
    public void Set(int[] ids, int[] wanted, int past)
    {
        for (var i = 0; i < ids.Length; i++)
        {
            _tokens[i] = ids[i];
            _positions[i] = past + i;
        }

        for (var i = 0; i < wanted.Length; i++)
        {
            _wanted[i] = wanted[i];
        }

        _last[0] = past + ids.Length - 1;
        _total[0] = past + ids.Length;
    }

    public void Dispose()
    {
        Binding.Dispose();
        _values.ForEach(value => value.Dispose());
    }

    private void BindLayer(OnnxDecoderMemory memory, int layer)
    {
        var (keys, values) = (memory.Caches[2 * layer], memory.Caches[(2 * layer) + 1]);
        Binding.BindInput($"past_key_{layer}", keys);
        Binding.BindInput($"past_value_{layer}", values);
        Binding.BindOutput($"present_key_{layer}", keys);
        Binding.BindOutput($"present_value_{layer}", values);
        Binding.BindInput($"audio_key_{layer}", memory.Audio[2 * layer]);
        Binding.BindInput($"audio_value_{layer}", memory.Audio[(2 * layer) + 1]);
    }

    private void Bind<T>(string name, T[] memory, long[] shape)
        where T : unmanaged
        => Binding.BindInput(name, Own(OrtValue.CreateTensorValueFromMemory(memory, shape)));

    private OrtValue Own(OrtValue value)
    {
        _values.Add(value);
        return value;
    }
}
