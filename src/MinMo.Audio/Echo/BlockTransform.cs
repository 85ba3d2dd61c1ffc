namespace MinMo.Audio.Echo;

/// <summary>Fourier transform of one real signal whose length is a power of two, in float32, there and back.</summary>
/// <remarks>
/// The half-length complex transform runs in place (decimation in time, radix 2). Immutable apart from its scratch: one
/// instance serves one thread.
/// </remarks>
internal sealed class BlockTransform
{
    private readonly int _half;
    private readonly int[] _reversed;
    private readonly float[] _cosines; // of -2πk/Length, k < Length / 2
    private readonly float[] _sines;
    private readonly float[] _real;
    private readonly float[] _imaginary;

    /// <param name="length">Samples, a power of two, at least 4.</param>
    public BlockTransform(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 4);
        ArgumentOutOfRangeException.ThrowIfNotEqual(int.IsPow2(length), true, nameof(length));
        Length = length;
        _half = length / 2;
        _reversed = Reversed(_half);
        _cosines = [.. Enumerable.Range(0, _half).Select(k => (float)Math.Cos(2 * Math.PI * k / length))];
        _sines = [.. Enumerable.Range(0, _half).Select(k => (float)-Math.Sin(2 * Math.PI * k / length))];
        (_real, _imaginary) = (new float[_half], new float[_half]);
    }

    /// <summary>Samples of a signal.</summary>
    public int Length { get; }

    /// <summary>Bins of its spectrum: <see cref="Length"/> / 2 + 1.</summary>
    public int Bins => _half + 1;

    /// <summary>X[k] = sum of x[n]·e^(-2πikn/N).</summary>
    /// <param name="signal">[<see cref="Length"/>].</param>
    /// <param name="real">[at least <see cref="Bins"/>].</param>
    /// <param name="imaginary">The same.</param>
    public void Forward(ReadOnlySpan<float> signal, Span<float> real, Span<float> imaginary)
    {
        for (var n = 0; n < _half; n++)
        {
            var from = 2 * _reversed[n];
            (_real[n], _imaginary[n]) = (signal[from], signal[from + 1]);
        }

        Transform();
        for (var k = 0; k <= _half; k++)
        {
            var (first, mirrored) = (k % _half, (_half - k) % _half);
            var (a, b) = (_real[first], _imaginary[first]);
            var (c, d) = (_real[mirrored], _imaginary[mirrored]);
            var (evenReal, evenImaginary) = ((a + c) / 2, (b - d) / 2);
            var (oddReal, oddImaginary) = ((b + d) / 2, (c - a) / 2);
            var (cosine, sine) = k == _half ? (-1f, 0f) : (_cosines[k], _sines[k]);
            real[k] = evenReal + (oddReal * cosine) - (oddImaginary * sine);
            imaginary[k] = evenImaginary + (oddReal * sine) + (oddImaginary * cosine);
        }
    }

    /// <summary>The signal of a spectrum, so that <see cref="Forward"/> and back changes nothing.</summary>
    /// <param name="real">[at least <see cref="Bins"/>].</param>
    /// <param name="imaginary">The same.</param>
    /// <param name="signal">[<see cref="Length"/>].</param>
    public void Inverse(ReadOnlySpan<float> real, ReadOnlySpan<float> imaginary, Span<float> signal)
    {
        // The half-length spectrum, conjugated: a forward transform of it is the conjugated inverse.
        for (var n = 0; n < _half; n++)
        {
            var k = _reversed[n];
            var (a, b) = (real[k], imaginary[k]);
            var (c, d) = (real[_half - k], -imaginary[_half - k]);
            var (evenReal, evenImaginary) = ((a + c) / 2, (b + d) / 2);
            var (x, y) = ((a - c) / 2, (b - d) / 2);
            var (oddReal, oddImaginary) = ((x * _cosines[k]) + (y * _sines[k]), (y * _cosines[k]) - (x * _sines[k]));
            _real[n] = evenReal - oddImaginary;
            _imaginary[n] = -(evenImaginary + oddReal);
        }

        Transform();
        for (var n = 0; n < _half; n++)
        {
            signal[2 * n] = _real[n] / _half;
            signal[(2 * n) + 1] = -_imaginary[n] / _half;
        }
    }

    private void Transform()
    {
        for (var span = 1; span < _half; span *= 2)
        {
            var step = Length / (2 * span);
            for (var begin = 0; begin < _half; begin += 2 * span)
            {
                for (var j = 0; j < span; j++)
                {
                    var (cosine, sine) = (_cosines[j * step], _sines[j * step]);
                    var (low, high) = (begin + j, begin + j + span);
                    var real = (_real[high] * cosine) - (_imaginary[high] * sine);
                    var imaginary = (_real[high] * sine) + (_imaginary[high] * cosine);
                    (_real[high], _imaginary[high]) = (_real[low] - real, _imaginary[low] - imaginary);
                    _real[low] += real;
                    _imaginary[low] += imaginary;
                }
            }
        }
    }

    private static int[] Reversed(int count)
    {
        var bits = int.Log2(count);
        return [.. Enumerable.Range(0, count).Select(index =>
        {
            var reversed = 0;
            for (var bit = 0; bit < bits; bit++)
            {
                reversed |= ((index >> bit) & 1) << (bits - 1 - bit);
            }

            return reversed;
        })];
    }
}
