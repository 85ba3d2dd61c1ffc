using MinMo.Models.Convolution;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>What the layers of one network remember of one stream, in the order in which they run.</summary>
internal sealed class LayerMemory : IDisposable
{
    private readonly List<KeyValueMemory> _attentions = [];

    private LayerMemory(ConvolutionState convolutions) => Convolutions = convolutions;

    public LayerMemory()
        : this(new ConvolutionState())
    {
    }

    public ConvolutionState Convolutions { get; }

    /// <summary>Bytes of keys, values and frames.</summary>
    public long ByteSize => Convolutions.ByteSize + _attentions.Sum(static attention => attention.ByteSize);

    /// <summary>The memory of the attention of that number.</summary>
    public KeyValueMemory Attention(int number)
    {
        while (_attentions.Count <= number)
        {
            _attentions.Add(new KeyValueMemory());
        }

        return _attentions[number];
    }

    /// <summary>A copy that goes on by itself.</summary>
    public LayerMemory Fork()
    {
        var copy = new LayerMemory(Convolutions.Fork());
        copy._attentions.AddRange(_attentions.Select(static attention => attention.Fork()));
        return copy;
    }

    public void Dispose()
    {
        Convolutions.Dispose();
        _attentions.ForEach(static attention => attention.Dispose());
    }
}
