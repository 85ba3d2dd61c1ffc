using MinMo.Abstractions.Engine;

namespace MinMo.Inference.Planning;

/// <summary>
/// Chooses what a device does next (decision 0007):
/// <list type="number">
/// <item>Steps of one session run in the order they came, so only the first one of each line can be chosen.</item>
/// <item>The line with the earliest deadline leads and gives the kind. While the lines of several tenants are urgent, those
/// of tenants that got more than their share go behind those of the others.</item>
/// <item>First steps of that kind of other lines fill the batch: urgent ones first, then those that are not yet urgent,
/// the earliest deadline first; then, where the kind permits it, speculative ones.</item>
/// <item>Where the urgent ones do not all fit, tenants get rows in proportion to their weights.</item>
/// <item>Speculative steps lead only when no line has anything else to do.</item>
/// <item>Kinds whose rows are cheap beside their batch may lead only after a moment in which others of the kind can come;
/// they go along at once.</item>
/// </list>
/// </summary>
/// <remarks>A round costs O(n log n) in the lines that wait and allocates nothing. Guarded by its queue.</remarks>
internal sealed class BatchPlanner(PlanningRules rules)
{
    /// <summary>What a row is taken to cost before any was measured, in seconds: a token on two cores.</summary>
    private const double UsualRowCost = 0.005;

    /// <summary>Weight of the latest batch in the running mean of a kind's row cost.</summary>
    private const double CostSmoothing = 0.1;

    /// <summary>Calls from which on a step that may wait for company does.</summary>
    private const int CallsForCompany = 8;

    private readonly StepBatch _batch = new();
    private readonly List<Candidate> _candidates = [];
    private readonly Dictionary<StepKind, double> _rowCosts = [];

    /// <summary>When a step that waits for company will wait no longer; null if none does.</summary>
    public long? ReadyAt { get; private set; }

    /// <summary>What each tenant has used.</summary>
    public TenantShares Shares { get; } = new(rules.TenantWeights);

    /// <summary>The next batch, or null when nothing waits.</summary>
    /// <param name="lines">All lines, none of them empty.</param>
    /// <param name="now">The present, a timestamp.</param>
    /// <param name="calls">Calls that may ask for something.</param>
    /// <returns>Valid until the next call; null also while what waits is waiting for company, see <see cref="ReadyAt"/>.
    /// </returns>
    public StepBatch? Next(IReadOnlyList<SessionLine> lines, long now, int calls)
    {
        ReadyAt = null;
        Shares.BeginPlanning();
        var urgentTo = now + rules.UrgentWithin;
        if (Lead(lines, now, urgentTo, calls) is not { } lead)
        {
            return null;
        }

        var policy = rules.Policies[lead.First.Kind];
        Gather(lines, lead, policy, urgentTo);
        Choose(lead.First.Kind, policy);
        return _batch;
    }

    /// <summary>A batch was executed: its tenants are charged.</summary>
    /// <param name="batch">The batch, its steps still in their lines.</param>
    /// <param name="seconds">Time on the device.</param>
    public void Charge(StepBatch batch, double seconds)
    {
        var row = seconds / batch.Steps.Count;
        var before = RowCost(batch.Kind);
        _rowCosts[batch.Kind] = before + (CostSmoothing * (row - before));
        foreach (var step in batch.Steps)
        {
            Shares.Charge(step.Line!.Share, row);
        }
    }

    private double RowCost(StepKind kind) => _rowCosts.GetValueOrDefault(kind, UsualRowCost);

    private SessionLine? Lead(IReadOnlyList<SessionLine> lines, long now, long urgentTo, int calls)
    {
        SessionLine? lead = null;
        (LineClass Class, long Deadline, long Order) leading = default;
        for (var index = 0; index < lines.Count; index++)
        {
            var line = lines[index];
            var rank = Rank(line, urgentTo);
            if ((lead is null || rank.CompareTo(leading) < 0) && !AwaitsCompany(line.First, now, calls))
            {
                (lead, leading) = (line, rank);
            }
        }

        return lead;
    }

    // A step waits only while another one is likely to come: of n calls that ask once in eight times the time it waits, n / 8.
    private bool AwaitsCompany(QueuedStep step, long now, int calls)
    {
        if (calls < CallsForCompany || !rules.Gathering.TryGetValue(step.Kind, out var time) || step.Started is not null
            || now - step.Arrived >= time)
        {
            return false;
        }

        ReadyAt = Math.Min(ReadyAt ?? long.MaxValue, step.Arrived + time);
        return true;
    }

    private (LineClass Class, long Deadline, long Order) Rank(SessionLine line, long urgentTo)
        => (ClassOf(line, urgentTo), line.Deadline, line.First.Order);

    private LineClass ClassOf(SessionLine line, long urgentTo)
        => line.Speculative ? LineClass.Speculative
            : line.Deadline > urgentTo ? LineClass.NotYetUrgent
            : Shares.IsOverdrawn(line.Share) ? LineClass.Overdrawn
            : LineClass.Urgent;

    // The lead comes first, then the urgent ones by their tenants' virtual time, then the others by deadline.
    private void Gather(IReadOnlyList<SessionLine> lines, SessionLine lead, KindPolicy policy, long urgentTo)
    {
        var kind = lead.First.Kind;
        var speculates = lead.Speculative || policy.FillsWithSpeculation;
        _candidates.Clear();
        for (var index = 0; index < lines.Count; index++)
        {
            var line = lines[index];
            if (line.First.Kind == kind && (speculates || !line.Speculative))
            {
                var share = line == lead ? LineClass.Leading : ClassOf(line, urgentTo);
                _candidates.Add(new Candidate(
                    line, share == LineClass.Overdrawn ? LineClass.Urgent : share, 0, line.Deadline, line.First.Order));
            }
        }

        _candidates.Sort();
        if (_candidates.Count > policy.BatchLimit)
        {
            ShareOut(RowCost(kind));
            _candidates.Sort();
        }
    }

    // Each row begins where its tenant's row before ends.
    private void ShareOut(double rowCost)
    {
        for (var index = 0; index < _candidates.Count; index++)
        {
            var candidate = _candidates[index];
            if (candidate.Class is LineClass.Leading or LineClass.Urgent)
            {
                var share = candidate.Line.Share;
                _candidates[index] = candidate with { Start = share.Planned };
                share.Planned += rowCost / share.Weight;
            }
        }
    }

    private void Choose(StepKind kind, KindPolicy policy)
    {
        var steps = _batch.Steps;
        _batch.Kind = kind;
        steps.Clear();
        var count = Math.Min(policy.BatchLimit, _candidates.Count);
        for (var index = 0; index < count; index++)
        {
            steps.Add(_candidates[index].Line.First);
        }

        for (var index = 0; policy.SeveralOfSession && index < count; index++)
        {
            AddFollowers(_candidates[index].Line, kind, policy.BatchLimit);
        }
    }

    // Further steps of a line, as long as nothing of another kind lies between.
    private void AddFollowers(SessionLine line, StepKind kind, int limit)
    {
        for (var index = 1; index < line.Count && _batch.Steps.Count < limit && line.Steps[index].Kind == kind; index++)
        {
            _batch.Steps.Add(line.Steps[index]);
        }
    }

    /// <summary>What goes before what.</summary>
    private enum LineClass
    {
        Leading,
        Urgent,
        Overdrawn,
        NotYetUrgent,
        Speculative,
    }

    /// <summary>A line whose first step may be in the batch.</summary>
    private readonly record struct Candidate(
        SessionLine Line, LineClass Class, double Start, long Deadline, long Order) : IComparable<Candidate>
    {
        public int CompareTo(Candidate other)
            => (Class, Start, Deadline, Order).CompareTo((other.Class, other.Start, other.Deadline, other.Order));
    }
}
