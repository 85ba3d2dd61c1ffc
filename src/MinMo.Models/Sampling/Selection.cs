namespace MinMo.Models.Sampling;

/// <summary>Finds an order statistic without sorting (Hoare's quickselect).</summary>
internal static class Selection
{
    /// <summary>The value that would stand at an index if the values were sorted ascending. Reorders them.</summary>
    public static float Smallest(Span<float> values, int index)
    {
        while (values.Length > 1)
        {
            var (below, equal) = Partition(values, values[values.Length / 2]);
            if (index < below)
            {
                values = values[..below];
            }
            else if (index < below + equal)
            {
                return values[index];
            }
            else
            {
                values = values[(below + equal)..];
                index -= below + equal;
            }
        }

        return values[0];
    }

    /// <summary>Moves smaller values to the front and larger ones to the back.</summary>
    private static (int Below, int Equal) Partition(Span<float> values, float pivot)
    {
        var (below, at, above) = (0, 0, values.Length);
        while (at < above)
        {
            if (values[at] < pivot)
            {
                (values[at], values[below]) = (values[below], values[at]);
                below++;
                at++;
            }
            else if (values[at] > pivot)
            {
                above--;
                (values[at], values[above]) = (values[above], values[at]);
            }
            else
            {
                at++;
            }
        }

        return (below, above - below);
    }
}
