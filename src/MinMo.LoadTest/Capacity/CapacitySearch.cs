namespace MinMo.LoadTest.Capacity;

/// <summary>Finds the largest number of calls that keeps a service level: doubles until it breaks, then halves the
/// gap.</summary>
public static class CapacitySearch
{
    /// <summary>Searches.</summary>
    /// <param name="first">Calls of the first trial, at least 1.</param>
    /// <param name="most">Calls beyond which nothing is tried.</param>
    /// <param name="isMet">Whether a trial kept the service level.</param>
    /// <param name="probe">Makes a trial with so many calls.</param>
    /// <returns>Trials on a level that holds up to n calls and never above find n with at most 2 log2(most) + 2
    /// trials.</returns>
    public static async Task<CapacityFinding<TProbe>> FindAsync<TProbe>(
        int first, int most, Func<TProbe, bool> isMet, Func<int, Task<TProbe>> probe)
        where TProbe : class
    {
        ArgumentNullException.ThrowIfNull(isMet);
        ArgumentNullException.ThrowIfNull(probe);
        ArgumentOutOfRangeException.ThrowIfLessThan(first, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, first);
        var probes = new List<TProbe>();
        var (met, broken) = (0, most + 1);
        TProbe? best = null, beyond = null;
        for (int calls = first; broken - met > 1; calls = NextOf(met, broken, most))
        {
            var made = await probe(calls);
            probes.Add(made);
            if (isMet(made))
            {
                (met, best) = (calls, made);
            }
            else
            {
                (broken, beyond) = (calls, made);
            }
        }

        return new CapacityFinding<TProbe>(best, beyond, probes);
    }

    private static int NextOf(int met, int broken, int most)
        => broken > most && met > 0 ? Math.Min(met * 2, most) : (met + broken) / 2;
}
