using static TorchSharp.torch;

namespace MinMo.Models.Language;

/// <summary>
/// Attention of one step over lanes of unequal length. All positions of the step are packed into one row
/// <c>[1, n, d]</c>, so that linear layers see no padding; only attention goes lane by lane, or over neighbouring lanes
/// at once.
/// </summary>
internal sealed class LaneAttention : AttentionContext
{
    private readonly LaneCache _cache;
    private readonly IReadOnlyList<SegmentView> _segments;
    private readonly Tensor _slots;
    private readonly Tensor _positions;

    /// <param name="cache">Of all lanes.</param>
    /// <param name="rows">Sorted by slot.</param>
    /// <param name="segments">Of those rows.</param>
    /// <param name="tables">Cosines and sines of all positions a lane can hold, <c>[1, length, 1, head size]</c>.</param>
    /// <param name="groupSize">Query heads of one key head.</param>
    public LaneAttention(
        LaneCache cache,
        IReadOnlyList<PackedRow> rows,
        IReadOnlyList<LaneSegment> segments,
        (Tensor Cosines, Tensor Sines) tables,
        int groupSize)
    {
        _cache = cache;
        var device = tables.Cosines.device;
        _slots = tensor([.. rows.SelectMany(row => Enumerable.Repeat((long)row.Slot, row.Count))], device: device);
        _positions = tensor(
            [.. rows.SelectMany(row => Enumerable.Range(row.Past, row.Count)).Select(position => (long)position)],
            device: device);
        Cosines = tables.Cosines.index_select(1, _positions);
        Sines = tables.Sines.index_select(1, _positions);
        _segments = [.. segments.Select(segment => View(segment, rows, groupSize, device))];
    }

    public override Tensor Cosines { get; }

    public override Tensor Sines { get; }

    public override Tensor Attend(int layer, Tensor query, Tensor key, Tensor value) // [1, n, heads, h]
    {
        using var scope = NewDisposeScope();
        _cache.Write(layer, _slots, _positions, key.squeeze(0), value.squeeze(0));
        var attended = _segments.Select(segment => Attend(layer, segment, query)).ToArray();
        return cat(attended, dim: 1).MoveToOuterDisposeScope(); // [1, n, heads * h]
    }

    private Tensor Attend(int layer, SegmentView view, Tensor query)
    {
        var (_, lanes, firstSlot, first, width) = view.Segment;
        var rows = query.narrow(1, first, lanes * width).view(lanes, width, query.shape[2], query.shape[3]);
        var (keys, values) = _cache.View(layer, firstSlot, lanes, view.Length);
        return AttendInGroups(rows, keys, values, view.Mask).view(1, lanes * width, -1);
    }

    // A single position that looks at the whole of its lane needs no mask.
    private static SegmentView View(
        LaneSegment segment, IReadOnlyList<PackedRow> rows, int groupSize, Device device)
    {
        var ends = Enumerable.Range(segment.FirstRow, segment.Rows).Select(row => rows[row].Past + segment.Width).ToArray();
        var longest = ends.Max();
        if (segment.Width == 1 && ends.All(end => end == longest))
        {
            return new SegmentView(segment, longest, null);
        }

        using var scope = NewDisposeScope();
        var last = tensor([.. ends.Select(end => (long)(end - segment.Width))], device: device)
            .unsqueeze(1) + arange(segment.Width, device: device); // [lanes, width]
        var mask = arange(longest, device: device) <= last.unsqueeze(2); // [lanes, width, length]
        return new SegmentView(segment, longest, FoldMask(mask, groupSize).MoveToOuterDisposeScope());
    }

    private sealed record SegmentView(LaneSegment Segment, int Length, Tensor? Mask);
}
