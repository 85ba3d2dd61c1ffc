using System.Numerics.Tensors;

namespace MinMo.Models.Whisper;

/// <summary>Softmax of one position's logits, in memory that is used again for the next position.</summary>
internal sealed class TokenDistribution(int vocabulary)
{
    private readonly float[] _weights = new float[vocabulary];
    private float _maximum;
    private float _total;

    /// <summary>Tokens in all.</summary>
    public int Size => _weights.Length;

    /// <summary>The likeliest token; the lowest id of equals.</summary>
    public int Best { get; private set; }

    /// <summary>Takes the next position's logits.</summary>
    /// <param name="logits"><c>[vocabulary]</c>; −∞ for what cannot be.</param>
    /// <param name="temperature">Divides the logits; 1 leaves them.</param>
    public void Set(ReadOnlySpan<float> logits, float temperature = 1)
    {
        Best = TensorPrimitives.IndexOfMax(logits);
        _maximum = logits[Best];
        TensorPrimitives.Subtract(logits, _maximum, _weights);
        if (temperature != 1)
        {
            TensorPrimitives.Divide(_weights, temperature, _weights);
        }

        TensorPrimitives.Exp(_weights, _weights);
        _total = TensorPrimitives.Sum<float>(_weights);
    }

    /// <summary>Probability of one token.</summary>
    public float Of(int token) => _weights[token] / _total;

    /// <summary>Natural logarithm of one token's probability.</summary>
    public float LogOf(int token) => MathF.Log(_weights[token]) - MathF.Log(_total);

    /// <summary>Probability of several tokens together.</summary>
    public float Of(ReadOnlySpan<int> tokens)
    {
        var sum = 0f;
        foreach (var token in tokens)
        {
            sum += _weights[token];
        }

        return sum / _total;
    }

    /// <summary>Draws a token by its probability.</summary>
    public int Draw(Random random)
    {
        var threshold = random.NextSingle() * _total;
        for (var token = 0; token < _weights.Length; token++)
        {
            threshold -= _weights[token];
            if (threshold < 0)
            {
                return token;
            }
        }

        return Best;
    }
}
