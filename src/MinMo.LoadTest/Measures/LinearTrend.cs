namespace MinMo.LoadTest.Measures;

/// <summary>A straight line through observations, by least squares.</summary>
internal static class LinearTrend
{
    /// <returns>Change of y for each unit of x; NaN of fewer than two different x.</returns>
    public static double SlopeOf(IReadOnlyCollection<(double X, double Y)> points)
    {
        if (points.Count < 2)
        {
            return double.NaN;
        }

        double meanX = points.Average(static point => point.X);
        double meanY = points.Average(static point => point.Y);
        double spread = points.Sum(point => (point.X - meanX) * (point.X - meanX));
        return spread > 0 ? points.Sum(point => (point.X - meanX) * (point.Y - meanY)) / spread : double.NaN;
    }
}
