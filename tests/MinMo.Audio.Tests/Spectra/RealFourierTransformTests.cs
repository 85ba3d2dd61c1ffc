using System.Numerics;
using MinMo.Audio.Spectra;

namespace MinMo.Audio.Tests.Spectra;

public sealed class RealFourierTransformTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(14)]
    [InlineData(64)]
    [InlineData(400)]
    [InlineData(480)]
    public void Power_equals_the_sum_of_the_definition_in_every_lane(int length)
    {
        var random = new Random(length);
        var lanes = RealFourierTransform.Lanes;
        var signals = Enumerable.Range(0, lanes)
            .Select(_ => Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5).ToArray()).ToArray();
        var transform = new RealFourierTransform(length);
        var power = new Vector<double>[transform.Bins];

        transform.Power(
            [.. Enumerable.Range(0, length).Select(n => Vector.Create<double>([.. signals.Select(s => s[n])]))],
            new Vector<double>[transform.ScratchLength],
            power);

        for (var lane = 0; lane < lanes; lane++)
        {
            for (var k = 0; k < transform.Bins; k++)
            {
                Assert.Equal(PowerByDefinition(signals[lane], k), power[k][lane], 1e-9);
            }
        }
    }

    [Fact]
    public void An_odd_length_is_refused()
        => Assert.Throws<ArgumentException>(() => new RealFourierTransform(401));

    private static double PowerByDefinition(double[] signal, int k)
    {
        var sum = Complex.Zero;
        for (var n = 0; n < signal.Length; n++)
        {
            sum += Complex.FromPolarCoordinates(signal[n], -2 * Math.PI * k * n / signal.Length);
        }

        return (sum.Real * sum.Real) + (sum.Imaginary * sum.Imaginary);
    }
}
