namespace MinMo.Models.Language;

/// <summary>
/// Splits a step into runs of the graph. The operator takes several lanes only with one position each, and lanes that
/// follow one another in memory: rows of one position share a window of lanes, longer rows go alone and in pieces.
/// </summary>
internal sealed class OnnxStepPlan
{
    /// <summary>Lanes without a row that a window may span. A run of its own costs about as much as four more lanes
    /// (platform measurement: 10 ms for one lane, 43 ms for sixteen).</summary>
    private const int WidestGap = 3;

    private readonly List<OnnxRun> _runs = [];
    private readonly RowPlace[] _places;

    public OnnxStepPlan(ReadOnlySpan<LaneRow> rows, LaneLengths lengths, int longestPiece)
    {
        _places = new RowPlace[rows.Length];
        var packed = StepPlan.Of(rows, lengths).Rows;
        PlanWindows([.. packed.Where(row => row.Count == 1)]);
        foreach (var row in packed.Where(row => row.Count > 1))
        {
            PlanPieces(row, longestPiece);
        }

        PlanLogits(rows);
    }

    public IReadOnlyList<OnnxRun> Runs => _runs;

    /// <summary>For each row where its outputs lie.</summary>
    public RowPlace[] Places => _places;

    /// <summary>Positions of all runs.</summary>
    public int PositionCount { get; private set; }

    /// <summary>Positions whose logits are wanted.</summary>
    public int LogitCount { get; private set; }

    private void PlanWindows(List<PackedRow> rows)
    {
        for (var first = 0; first < rows.Count;)
        {
            var end = first + 1;
            while (end < rows.Count && rows[end].Slot - rows[end - 1].Slot - 1 <= WidestGap)
            {
                end++;
            }

            var window = new int[rows[end - 1].Slot - rows[first].Slot + 1];
            Array.Fill(window, -1);
            foreach (var row in rows[first..end])
            {
                var lane = row.Slot - rows[first].Slot;
                window[lane] = row.Index;
                _places[row.Index] = new RowPlace(0, 0, PositionCount + lane, 1, HasHidden: false);
            }

            Add(new OnnxRun(rows[first].Slot, window.Length, 1, window, 0, PositionCount));
            first = end;
        }
    }

    private void PlanPieces(PackedRow row, int longestPiece)
    {
        _places[row.Index] = new RowPlace(0, 0, PositionCount, row.Count, HasHidden: false);
        for (var start = 0; start < row.Count; start += longestPiece)
        {
            var width = Math.Min(longestPiece, row.Count - start);
            Add(new OnnxRun(row.Slot, 1, width, [row.Index], start, PositionCount));
        }
    }

    private void Add(OnnxRun run)
    {
        _runs.Add(run);
        PositionCount += run.Lanes * run.Width;
    }

    // Logits lie in the order of the runs, so that each run writes one range.
    private void PlanLogits(ReadOnlySpan<LaneRow> rows)
    {
        foreach (var run in _runs)
        {
            foreach (var row in run.Rows.Where(row => row >= 0))
            {
                var place = _places[row];
                var demand = rows[row].Demand;
                var ends = run.Start + run.Width == place.HiddenCount;
                var logits = demand.HasFlag(RowDemand.AllLogits) ? run.Width
                    : demand.HasFlag(RowDemand.LastLogits) && ends ? 1
                    : 0;
                _places[row] = place with
                {
                    FirstLogit = place.LogitCount == 0 ? LogitCount : place.FirstLogit,
                    LogitCount = place.LogitCount + logits,
                    HasHidden = demand.HasFlag(RowDemand.HiddenStates),
                };
                LogitCount += logits;
            }
        }
    }
}
