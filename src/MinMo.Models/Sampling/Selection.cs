namespace MinMo.Models.Sampling;

/// <summary>Finds order statistics without sorting.</summary>
internal static class Selection
{
    /// <summary>Up to so many best values are kept in order while passing over all of them.</summary>
    private const int MostInOrder = 64;

    /// <summary>The k-th largest value, 1 standing for the largest.</summary>
    /// <param name="values">At least k.</param>
    /// <param name="k">From 1 on.</param>
    /// <param name="scratch">As long as the values.</param>
    public static float KthLargest(ReadOnlySpan<float> values, int k, Span<float> scratch)
    {
        if (k > MostInOrder)
        {
            values.CopyTo(scratch);
            return Smallest(scratch[..values.Length], values.Length - k);
        }

        var best = scratch[..k]; // descending
        best.Fill(float.NegativeInfinity);
        foreach (var value in values)
        {
            if (value > best[^1])
            {
                Insert(best, value);
            }
        }

        return best[^1];
    }

    private static void Insert(Span<float> descending, float value)
    {
        var at = descending.Length - 1;
        for (; at > 0 && descending[at - 1] < value; at--)
        {
            descending[at] = descending[at - 1];
        }

        descending[at] = value;
    }

    /// <summary>The value that would stand at an index if the values were sorted ascending (Hoare's quickselect). Reorders
    /// them.</summary>
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
