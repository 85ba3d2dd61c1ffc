using System.Numerics;
using System.Runtime.InteropServices;

namespace MinMo.Audio.Echo;

/// <summary>
/// The way from loudspeaker to microphone as a filter in partitions of one block, with the variance of what is not known
/// of it: the state of a Kalman filter, diagonal in bins and partitions.
/// </summary>
internal sealed class EchoPath
{
    private readonly BlockTransform _transform;
    private readonly float _expected;
    private readonly float _least;
    private readonly float _persistence;
    private readonly float[] _farReal; // [partitions, stride], a ring: the newest block at _newest
    private readonly float[] _farImaginary;
    private readonly float[] _farPower;
    private readonly float[] _real; // [partitions, stride]
    private readonly float[] _imaginary;
    private readonly float[] _variance;
    private readonly float[] _uncertain; // [stride]
    private readonly float[] _time;
    private int _newest;
    private int _constrained;

    /// <param name="partitions">Blocks of the filter.</param>
    /// <param name="transform">Of two blocks.</param>
    /// <param name="expected">Variance of a bin of a partition before anything is known.</param>
    /// <param name="least">Variance that always stays.</param>
    /// <param name="persistence">Of the path from block to block, below 1.</param>
    public EchoPath(int partitions, BlockTransform transform, float expected, float least, float persistence)
    {
        (Partitions, _transform, _expected, _least, _persistence) = (partitions, transform, expected, least, persistence);
        var lanes = Vector<float>.Count;
        Stride = (transform.Bins + lanes - 1) / lanes * lanes;
        _farReal = new float[partitions * Stride];
        _farImaginary = new float[partitions * Stride];
        _farPower = new float[partitions * Stride];
        _real = new float[partitions * Stride];
        _imaginary = new float[partitions * Stride];
        _variance = new float[partitions * Stride];
        _uncertain = new float[Stride];
        _time = new float[transform.Length];
        Reset();
    }

    public int Partitions { get; }

    /// <summary>Bins of a partition, rounded up to whole vectors.</summary>
    public int Stride { get; }

    /// <summary>[stride] power of the echo that may be left over, of both blocks of the window, as of
    /// <see cref="LeftOver"/>.</summary>
    public ReadOnlySpan<float> Uncertain => _uncertain;

    /// <summary>Forgets the path.</summary>
    public void Reset()
    {
        _real.AsSpan().Clear();
        _imaginary.AsSpan().Clear();
        _variance.AsSpan().Fill(_expected);
    }

    /// <summary>A block of the far end has passed.</summary>
    /// <param name="far">[two blocks], the newest samples last.</param>
    public void Advance(ReadOnlySpan<float> far)
    {
        _newest = (_newest + Partitions - 1) % Partitions;
        var real = Row(_farReal, _newest);
        var imaginary = Row(_farImaginary, _newest);
        var power = Row(_farPower, _newest);
        _transform.Forward(far, real, imaginary);
        for (var k = 0; k < _transform.Bins; k++)
        {
            power[k] = (real[k] * real[k]) + (imaginary[k] * imaginary[k]);
        }
    }

    /// <summary>The spectrum of the echo that is expected.</summary>
    public void Echo(Span<float> real, Span<float> imaginary)
    {
        real.Clear();
        imaginary.Clear();
        var sumReal = AsVectors(real);
        var sumImaginary = AsVectors(imaginary);
        for (var partition = 0; partition < Partitions; partition++)
        {
            var xr = AsVectors(Far(_farReal, partition));
            var xi = AsVectors(Far(_farImaginary, partition));
            var wr = AsVectors(Row(_real, partition));
            var wi = AsVectors(Row(_imaginary, partition));
            for (var k = 0; k < sumReal.Length; k++)
            {
                sumReal[k] += (xr[k] * wr[k]) - (xi[k] * wi[k]);
                sumImaginary[k] += (xr[k] * wi[k]) + (xi[k] * wr[k]);
            }
        }
    }

    /// <summary>
    /// Works out how much echo may be left over in the block: its power, summed over all samples times the length of the
    /// transform.
    /// </summary>
    public double LeftOver()
    {
        _uncertain.AsSpan().Clear();
        var uncertain = AsVectors(_uncertain.AsSpan());
        for (var partition = 0; partition < Partitions; partition++)
        {
            var variance = AsVectors(Row(_variance, partition));
            var power = AsVectors(Far(_farPower, partition));
            for (var k = 0; k < uncertain.Length; k++)
            {
                uncertain[k] += variance[k] * power[k];
            }
        }

        // Half of the window is the block; all bins but the first and the last count twice.
        var sum = 0.0;
        for (var k = 0; k < _transform.Bins; k++)
        {
            sum += k == 0 || k == _transform.Bins - 1 ? _uncertain[k] : 2 * _uncertain[k];
        }

        return sum / 2;
    }

    /// <summary>Learns from what was not explained. Follows <see cref="LeftOver"/>.</summary>
    /// <param name="errorReal">[stride] spectrum of the error, in the second half of the window.</param>
    /// <param name="errorImaginary">The same.</param>
    /// <param name="near">[stride] power of the error's spectrum.</param>
    /// <param name="constrained">Partitions that are made filters of one block again, by turns.</param>
    public void Learn(
        ReadOnlySpan<float> errorReal, ReadOnlySpan<float> errorImaginary, ReadOnlySpan<float> near, int constrained)
    {
        var er = AsVectors(errorReal);
        var ei = AsVectors(errorImaginary);
        var noise = AsVectors(near);
        var uncertain = AsVectors(_uncertain);
        var (kept, renewed) = (new Vector<float>(_persistence * _persistence), new Vector<float>(1 - (_persistence * _persistence)));
        var (least, half, two, tiny) = (new Vector<float>(_least), new Vector<float>(0.5f), new Vector<float>(2), new Vector<float>(1e-12f));
        for (var partition = 0; partition < Partitions; partition++)
        {
            var xr = AsVectors(Far(_farReal, partition));
            var xi = AsVectors(Far(_farImaginary, partition));
            var power = AsVectors(Far(_farPower, partition));
            var wr = AsVectors(Row(_real, partition));
            var wi = AsVectors(Row(_imaginary, partition));
            var variance = AsVectors(Row(_variance, partition));
            for (var k = 0; k < wr.Length; k++)
            {
                var gain = variance[k] / (uncertain[k] + (noise[k] * two) + tiny); // times conj(X)
                wr[k] += gain * ((xr[k] * er[k]) + (xi[k] * ei[k]));
                wi[k] += gain * ((xr[k] * ei[k]) - (xi[k] * er[k]));
                var drift = renewed * ((wr[k] * wr[k]) + (wi[k] * wi[k]));
                var left = kept * (Vector<float>.One - (half * gain * power[k])) * variance[k];
                variance[k] = Vector.Max(left + drift, least);
            }
        }

        for (var turn = 0; turn < constrained; turn++)
        {
            Constrain(_constrained = (_constrained + 1) % Partitions);
        }
    }

    // A partition is a filter of one block: the second half of its impulse response is wrapped around, and void.
    private void Constrain(int partition)
    {
        var real = Row(_real, partition);
        var imaginary = Row(_imaginary, partition);
        _transform.Inverse(real, imaginary, _time);
        _time.AsSpan(_time.Length / 2).Clear();
        _transform.Forward(_time, real, imaginary);
    }

    private Span<float> Row(float[] rows, int partition) => rows.AsSpan(partition * Stride, Stride);

    private Span<float> Far(float[] ring, int partition) => Row(ring, (_newest + partition) % Partitions);

    private static Span<Vector<float>> AsVectors(Span<float> values)
        => MemoryMarshal.Cast<float, Vector<float>>(values);

    private static ReadOnlySpan<Vector<float>> AsVectors(ReadOnlySpan<float> values)
        => MemoryMarshal.Cast<float, Vector<float>>(values);
}
