using System.Numerics;

namespace MinMo.Audio.Spectra;

/// <summary>Power spectra of real signals of any even length, several signals at once: one signal per vector lane.</summary>
/// <remarks>
/// Speech front ends use lengths such as 400 that are no power of two. The half-length complex transform runs as a
/// self-sorting (Stockham) mixed-radix transform over the prime factors of the length; since every lane does the same
/// arithmetic, the vector unit is full without any shuffling. Arithmetic is float64: quiet bands beside a loud tone
/// would otherwise be rounding noise. Immutable, so one instance serves all threads.
/// </remarks>
internal sealed class RealFourierTransform
{
    private readonly Stage[] _stages;
    private readonly double[] _unfoldCosines;
    private readonly double[] _unfoldSines;

    /// <param name="length">Samples per signal, even.</param>
    public RealFourierTransform(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 4);
        if (length % 2 != 0)
        {
            throw new ArgumentException($"The transform length must be even, not {length}.", nameof(length));
        }

        Length = length;
        _stages = PlanStages(length / 2);
        _unfoldCosines = [.. Enumerable.Range(0, (length / 2) + 1).Select(k => Math.Cos(2 * Math.PI * k / length))];
        _unfoldSines = [.. Enumerable.Range(0, (length / 2) + 1).Select(k => -Math.Sin(2 * Math.PI * k / length))];
    }

    /// <summary>Signals transformed by one call.</summary>
    public static int Lanes => Vector<double>.Count;

    public int Length { get; }

    public int Bins => (Length / 2) + 1;

    /// <summary>Vectors of scratch that <see cref="Power"/> needs.</summary>
    public int ScratchLength => 2 * Length;

    /// <summary>Writes |X[k]|² for k = 0 … length / 2.</summary>
    /// <param name="signals">[length], sample n of every lane.</param>
    /// <param name="scratch">At least <see cref="ScratchLength"/>; contents do not matter.</param>
    /// <param name="power">[<see cref="Bins"/>].</param>
    public void Power(
        ReadOnlySpan<Vector<double>> signals, Span<Vector<double>> scratch, Span<Vector<double>> power)
    {
        var half = Length / 2;
        var source = new Complexes(scratch[..half], scratch.Slice(half, half));
        var target = new Complexes(scratch.Slice(2 * half, half), scratch.Slice(3 * half, half));
        for (var n = 0; n < half; n++)
        {
            source.Real[n] = signals[2 * n];
            source.Imaginary[n] = signals[(2 * n) + 1];
        }

        foreach (var stage in _stages)
        {
            stage.Run(source, target);
            var swapped = source;
            source = target;
            target = swapped;
        }

        Unfold(source, power);
    }

    // With Z the transform of x[2n] + i·x[2n+1]: X[k] = even[k] + e^(-2πik/N)·odd[k], where
    // even[k] = (Z[k] + conj Z[M-k]) / 2 and odd[k] = (Z[k] - conj Z[M-k]) / 2i, M = N / 2.
    private void Unfold(Complexes packed, Span<Vector<double>> power)
    {
        var half = Length / 2;
        for (var k = 0; k <= half; k++)
        {
            var (first, mirrored) = (k == half ? 0 : k, k == 0 ? 0 : half - k);
            var (a, b) = (packed.Real[first], packed.Imaginary[first]);
            var (c, d) = (packed.Real[mirrored], packed.Imaginary[mirrored]);
            var (evenReal, evenImaginary) = (a + c, b - d);
            var (oddReal, oddImaginary) = (b + d, c - a);
            var real = evenReal + (oddReal * _unfoldCosines[k]) - (oddImaginary * _unfoldSines[k]);
            var imaginary = evenImaginary + (oddReal * _unfoldSines[k]) + (oddImaginary * _unfoldCosines[k]);
            power[k] = ((real * real) + (imaginary * imaginary)) * 0.25;
        }
    }

    private static Stage[] PlanStages(int length)
    {
        var stages = new List<Stage>();
        var (remaining, stride) = (length, 1);
        while (remaining > 1)
        {
            var radix = SmallestFactor(remaining);
            stages.Add(new Stage(remaining, radix, stride));
            remaining /= radix;
            stride *= radix;
        }

        return [.. stages];
    }

    private static int SmallestFactor(int number)
    {
        var factor = 2;
        while (number % factor != 0)
        {
            factor++;
        }

        return factor;
    }

    private readonly ref struct Complexes(Span<Vector<double>> real, Span<Vector<double>> imaginary)
    {
        public Span<Vector<double>> Real { get; } = real;

        public Span<Vector<double>> Imaginary { get; } = imaginary;
    }

    /// <summary>One pass: <paramref name="length"/> / radix butterflies, each for <paramref name="stride"/> columns.</summary>
    private sealed class Stage(int length, int radix, int stride)
    {
        // Factor of input j for output k of butterfly p: e^(-2πi·(j·k/radix + p·k/length)).
        private readonly double[] _cosines = Factors(length, radix, Math.Cos);
        private readonly double[] _sines = Factors(length, radix, angle => -Math.Sin(angle));
        private readonly int _butterflies = length / radix;

        public void Run(Complexes source, Complexes target)
        {
            for (var p = 0; p < _butterflies; p++)
            {
                for (var k = 0; k < radix; k++)
                {
                    Output(source, target, p, k);
                }
            }
        }

        private void Output(Complexes source, Complexes target, int p, int k)
        {
            var factor = ((p * radix) + k) * radix;
            var cosines = _cosines.AsSpan(factor, radix);
            var sines = _sines.AsSpan(factor, radix);
            var (from, to, distance) = (stride * p, stride * ((radix * p) + k), stride * _butterflies);
            for (var column = 0; column < stride; column++)
            {
                var (real, imaginary) = (Vector<double>.Zero, Vector<double>.Zero);
                var index = from + column;
                for (var j = 0; j < cosines.Length; j++)
                {
                    var (a, b) = (source.Real[index], source.Imaginary[index]);
                    real += (a * cosines[j]) - (b * sines[j]);
                    imaginary += (a * sines[j]) + (b * cosines[j]);
                    index += distance;
                }

                target.Real[to + column] = real;
                target.Imaginary[to + column] = imaginary;
            }
        }

        private static double[] Factors(int length, int radix, Func<double, double> function)
        {
            var factors = new double[length * radix];
            for (var i = 0; i < factors.Length; i++)
            {
                var (p, k, j) = (i / (radix * radix), i / radix % radix, i % radix);
                // Reduced to one turn in integers, so that large products lose no precision.
                var turns = ((long)j * k * (length / radix)) + ((long)p * k);
                factors[i] = function(2 * Math.PI * (turns % length) / length);
            }

            return factors;
        }
    }
}
