namespace MinMo.Inference.Engine;

/// <summary>How many calls an engine has memory for. Caches become resident only as dialogues fill them, so that more places
/// than memory would be noticed in the middle of calls, by all of them.</summary>
internal static class PlaceMemory
{
    /// <summary>Share of the memory that is left that calls may have: sound on its way and steps need some, too.</summary>
    private const double Share = 0.9;

    /// <summary>Calls that have memory, at least one.</summary>
    /// <param name="places">Most calls.</param>
    /// <param name="bytesOfPlace">Memory that is reserved for a call.</param>
    /// <param name="memory">Bytes that calls may take; null for what is left to the process once its models are loaded.</param>
    /// <exception cref="InsufficientMemoryException">There is not enough for one.</exception>
    public static int Fit(int places, long bytesOfPlace, long? memory)
    {
        if (bytesOfPlace == 0)
        {
            return places;
        }

        var free = memory ?? (long)((GC.GetGCMemoryInfo().TotalAvailableMemoryBytes - Environment.WorkingSet) * Share);
        var fit = (int)Math.Min(places, Math.Max(0, free) / bytesOfPlace);
        return fit > 0
            ? fit
            : throw new InsufficientMemoryException(
                $"a call takes {bytesOfPlace >> 20} MiB, and {Math.Max(0, free) >> 20} MiB are left: a shorter lane (LaneLength) or a smaller model takes less");
    }
}
