namespace MinMo.Models.Language;

/// <summary>The order in which the rows of a step are computed: sorted by slot, neighbours together.</summary>
internal sealed record StepPlan(IReadOnlyList<PackedRow> Rows, IReadOnlyList<LaneSegment> Segments)
{
    public static StepPlan Of(ReadOnlySpan<LaneRow> rows, LaneLengths lengths)
    {
        var packed = new PackedRow[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            packed[i] = new PackedRow(i, rows[i].Slot, rows[i].Past, lengths.CountOf(rows[i]));
        }

        Array.Sort(packed, static (a, b) => a.Slot.CompareTo(b.Slot));
        return new StepPlan(packed, Join(packed));
    }

    private static List<LaneSegment> Join(PackedRow[] rows)
    {
        var segments = new List<LaneSegment>();
        var position = 0;
        for (var first = 0; first < rows.Length;)
        {
            var end = first + 1;
            while (end < rows.Length && rows[end].Slot == rows[end - 1].Slot + 1 && rows[end].Count == rows[first].Count)
            {
                end++;
            }

            segments.Add(new LaneSegment(first, end - first, rows[first].Slot, position, rows[first].Count));
            position += (end - first) * rows[first].Count;
            first = end;
        }

        return segments;
    }
}
