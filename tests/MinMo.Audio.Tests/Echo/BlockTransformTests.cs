using System.Numerics;
using MinMo.Audio.Echo;

namespace MinMo.Audio.Tests.Echo;

public sealed class BlockTransformTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(256)]
    public void It_is_the_transform_as_defined_and_back_again(int length)
    {
        var random = new Random(length);
        float[] signal = [.. Enumerable.Range(0, length).Select(_ => (float)(random.NextDouble() - 0.5))];
        var transform = new BlockTransform(length);
        var (real, imaginary, back) = (new float[transform.Bins], new float[transform.Bins], new float[length]);

        transform.Forward(signal, real, imaginary);
        transform.Inverse(real, imaginary, back);

        for (var k = 0; k < transform.Bins; k++)
        {
            var expected = Complex.Zero;
            for (var n = 0; n < length; n++)
            {
                expected += signal[n] * Complex.FromPolarCoordinates(1, -2 * Math.PI * k * n / length);
            }

            Assert.Equal(expected.Real, real[k], 1e-4);
            Assert.Equal(expected.Imaginary, imaginary[k], 1e-4);
        }

        Assert.All(signal.Zip(back), static pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Lengths_that_are_no_power_of_two_are_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(static () => new BlockTransform(12));
}
