namespace MinMo.Models.Chat.Jinja;

/// <summary>Python's slices of texts and lists.</summary>
internal static class JinjaSlice
{
    public static object Take(object? owner, object? start, object? end, object? step)
    {
        IReadOnlyList<object?> items = owner is string text
            ? [.. text.EnumerateRunes().Select(rune => (object)rune.ToString())]
            : JinjaValue.Items(owner);
        var by = step is null ? 1 : JinjaValue.ToInteger(step);
        if (by == 0)
        {
            throw new ChatTemplateException("a slice has the step 0");
        }

        var (low, high) = by > 0 ? (0L, (long)items.Count) : (-1L, items.Count - 1L);
        var first = Place(start, items.Count, by > 0 ? low : high, low, high);
        var last = Place(end, items.Count, by > 0 ? high : low, low, high);
        var taken = new List<object?>();
        for (var i = first; by > 0 ? i < last : i > last; i += by)
        {
            taken.Add(items[(int)i]);
        }

        return owner is string ? string.Concat(taken) : taken;
    }

    /// <summary>A bound, counted from the end if negative, cut to what is there.</summary>
    private static long Place(object? bound, int count, long otherwise, long low, long high)
    {
        if (bound is null)
        {
            return otherwise;
        }

        var place = JinjaValue.ToInteger(bound);
        return Math.Clamp(place < 0 ? place + count : place, low, high);
    }
}
