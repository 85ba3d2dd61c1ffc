namespace MinMo.Models.Language;

/// <summary>Cosine and sine of the rotary angles, computed in float32 as the reference does.</summary>
/// <remarks>RoFormer (arXiv 2104.09864) in the half-split layout; angle = position x frequency, both float32.</remarks>
public sealed class RotaryTables
{
    private readonly float[] _frequencies;
    private readonly float _magnitude;

    /// <summary>Computes the frequencies for heads of <paramref name="headSize"/>.</summary>
    /// <exception cref="ArgumentException">Divisors of another number than half the head size.</exception>
    public RotaryTables(RotaryConfiguration configuration, int headSize)
    {
        var frequencies = new float[headSize / 2];
        for (var i = 0; i < frequencies.Length; i++)
        {
            frequencies[i] = 1 / MathF.Pow((float)configuration.Theta, 2f * i / headSize);
        }

        _frequencies = Scale(frequencies, configuration, headSize);
        _magnitude = MagnitudeOf(configuration.Scaling);
    }

    /// <summary>Half a head's width of angular frequencies, radians a position.</summary>
    public ReadOnlySpan<float> Frequencies => _frequencies;

    /// <summary>Writes <c>[count, headSize / 2]</c> cosines and sines for any positions.</summary>
    public void Fill(ReadOnlySpan<long> positions, Span<float> cosines, Span<float> sines)
    {
        for (var row = 0; row < positions.Length; row++)
        {
            for (var i = 0; i < _frequencies.Length; i++)
            {
                var angle = positions[row] * _frequencies[i];
                cosines[(row * _frequencies.Length) + i] = MathF.Cos(angle) * _magnitude;
                sines[(row * _frequencies.Length) + i] = MathF.Sin(angle) * _magnitude;
            }
        }
    }

    /// <summary>Tables for the positions 0 ... <paramref name="length"/> - 1, pinned.</summary>
    /// <param name="length">Positions.</param>
    /// <param name="width">Columns; those beyond half a head are 0. Null for half a head.</param>
    /// <returns><c>[length, width]</c>.</returns>
    public (float[] Cosines, float[] Sines) FirstPositions(int length, int? width = null)
    {
        var columns = width ?? _frequencies.Length;
        var cosines = GC.AllocateArray<float>(length * columns, pinned: true);
        var sines = GC.AllocateArray<float>(length * columns, pinned: true);
        for (var position = 0; position < length; position++)
        {
            Fill([position], cosines.AsSpan(position * columns), sines.AsSpan(position * columns));
        }

        return (cosines, sines);
    }

    private static float[] Scale(float[] frequencies, RotaryConfiguration configuration, int headSize)
        => configuration.Scaling switch
        {
            null => frequencies,
            RotaryScaling.Linear linear => Array.ConvertAll(frequencies, f => (float)(f / linear.Factor)),
            RotaryScaling.Llama3 llama3 => Array.ConvertAll(frequencies, f => Scale(f, llama3)),
            RotaryScaling.Yarn yarn => Scale(frequencies, yarn, configuration.Theta, headSize),
            RotaryScaling.Divided divided => Divide(frequencies, divided),
            _ => throw new ArgumentException($"{configuration.Scaling} is not known", nameof(configuration)),
        };

    private static float Scale(float frequency, RotaryScaling.Llama3 scaling)
    {
        var wavelength = 2 * Math.PI / frequency;
        if (wavelength < scaling.OriginalContextLength / scaling.HighFrequencyFactor)
        {
            return frequency;
        }

        if (wavelength > scaling.OriginalContextLength / scaling.LowFrequencyFactor)
        {
            return (float)(frequency / scaling.Factor);
        }

        var kept = ((scaling.OriginalContextLength / wavelength) - scaling.LowFrequencyFactor)
            / (scaling.HighFrequencyFactor - scaling.LowFrequencyFactor);
        return (float)(((1 - kept) * frequency / scaling.Factor) + (kept * frequency));
    }

    private static float[] Scale(float[] frequencies, RotaryScaling.Yarn scaling, double theta, int headSize)
    {
        var low = Math.Max(Math.Floor(Dimension(scaling.BetaFast)), 0);
        var high = Math.Min(Math.Ceiling(Dimension(scaling.BetaSlow)), headSize - 1);
        high = high == low ? high + 0.001 : high;
        var scaled = new float[frequencies.Length];
        for (var i = 0; i < frequencies.Length; i++)
        {
            var ramp = (float)Math.Clamp((i - low) / (high - low), 0, 1);
            scaled[i] = (frequencies[i] * (1 - ramp)) + ((float)(frequencies[i] / scaling.Factor) * ramp);
        }

        return scaled;

        // The dimension whose frequency turns this many times within the original context.
        double Dimension(double turns)
            => headSize * Math.Log(scaling.OriginalContextLength / (turns * 2 * Math.PI)) / (2 * Math.Log(theta));
    }

    private static float[] Divide(float[] frequencies, RotaryScaling.Divided scaling)
    {
        if (scaling.Divisors.Length != frequencies.Length)
        {
            throw new ArgumentException(
                $"{scaling.Divisors.Length} divisors do not fit {frequencies.Length} frequencies", nameof(scaling));
        }

        return [.. frequencies.Zip(scaling.Divisors, (frequency, divisor) => frequency / divisor)];
    }

    private static float MagnitudeOf(RotaryScaling? scaling) => scaling switch
    {
        RotaryScaling.Yarn { AttentionFactor: { } factor } => (float)factor,
        RotaryScaling.Yarn { Factor: > 1 and var factor } => (float)((0.1 * Math.Log(factor)) + 1),
        _ => 1,
    };
}
