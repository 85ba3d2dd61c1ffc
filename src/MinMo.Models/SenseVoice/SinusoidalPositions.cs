namespace MinMo.Models.SenseVoice;

/// <summary>What FunASR adds to rows to tell their positions, which begin with 1: sines in the first half of a row, cosines
/// in the second.</summary>
public static class SinusoidalPositions
{
    private const double LongestWave = 10_000;

    /// <summary>The table.</summary>
    /// <param name="rows">Rows from the first on.</param>
    /// <param name="width">Values of a row, even, at least 4.</param>
    /// <returns><c>[rows, width]</c>.</returns>
    public static float[] Table(int rows, int width)
    {
        var half = width / 2;
        var step = Math.Log(LongestWave) / (half - 1);
        var table = new float[rows * width];
        for (var row = 0; row < rows; row++)
        {
            for (var i = 0; i < half; i++)
            {
                // Angles in float32, as the reference has them: far rows would differ otherwise.
                var angle = (row + 1) * (float)Math.Exp(-(float)step * i);
                table[(row * width) + i] = MathF.Sin(angle);
                table[(row * width) + half + i] = MathF.Cos(angle);
            }
        }

        return table;
    }
}
