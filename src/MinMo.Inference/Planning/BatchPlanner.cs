using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Sessions;

namespace MinMo.Inference.Planning;

/// <summary>
/// Chooses what a device does next. A pure function of the waiting steps:
/// <list type="number">
/// <item>Steps of one session run in the order they came, so only the first one of each session can be chosen.</item>
/// <item>A session is as urgent as the earliest deadline of all its waiting steps: what stands in the way of an urgent
/// step is urgent itself.</item>
/// <item>Speculative steps run when no session has anything else to do.</item>
/// <item>The most urgent session gives the kind; first steps of that kind of other sessions fill the batch. Where they
/// do not all fit, tenants take turns, so that a crowded tenant cannot fill every batch.</item>
/// </list>
/// </summary>
internal sealed class BatchPlanner(IReadOnlyDictionary<StepKind, KindPolicy> policies)
{
    private readonly List<Candidate> _candidates = [];
    private readonly Dictionary<Session, int> _candidateOf = [];
    private readonly Dictionary<TenantId, int> _taken = [];

    /// <summary>The next batch, or null when nothing waits.</summary>
    /// <param name="waiting">All waiting steps of the device, in the order they came.</param>
    public StepBatch? Next(IReadOnlyList<QueuedStep> waiting)
    {
        Gather(waiting);
        if (_candidates.Count == 0)
        {
            return null;
        }

        _candidates.Sort(static (left, right) => left.CompareTo(right));
        var lead = _candidates[0];
        var policy = policies[lead.First.Kind];
        var chosen = new List<QueuedStep>(Math.Min(policy.BatchLimit, _candidates.Count));
        Fill(chosen, lead.First.Kind, speculative: false, policy.BatchLimit);
        if (lead.Speculative || policy.FillsWithSpeculation)
        {
            Fill(chosen, lead.First.Kind, speculative: true, policy.BatchLimit);
        }

        if (policy.SeveralOfSession)
        {
            AddFollowers(chosen, waiting, policy.BatchLimit);
        }

        return new StepBatch(lead.First.Kind, chosen);
    }

    private void Gather(IReadOnlyList<QueuedStep> waiting)
    {
        _candidates.Clear();
        _candidateOf.Clear();
        for (var index = 0; index < waiting.Count; index++)
        {
            var step = waiting[index];
            if (_candidateOf.TryAdd(step.Session, _candidates.Count))
            {
                _candidates.Add(new Candidate(step, step.Work.Step.Speculative, step.Deadline, index));
                continue;
            }

            var candidate = _candidateOf[step.Session];
            _candidates[candidate] = _candidates[candidate].PushedBy(step);
        }
    }

    // One step of every tenant, then another one of every tenant, until nothing fits any more.
    private void Fill(List<QueuedStep> chosen, StepKind kind, bool speculative, int limit)
    {
        _taken.Clear();
        for (int round = 0, before = -1; chosen.Count < limit && chosen.Count != before; round++)
        {
            before = chosen.Count;
            foreach (var candidate in _candidates)
            {
                if (chosen.Count < limit && candidate.First.Kind == kind && candidate.Speculative == speculative
                    && _taken.GetValueOrDefault(candidate.Tenant) == round && !chosen.Contains(candidate.First))
                {
                    chosen.Add(candidate.First);
                    _taken[candidate.Tenant] = round + 1;
                }
            }
        }
    }

    // Further steps of sessions that are in the batch already, as long as nothing of another kind lies between.
    private static void AddFollowers(List<QueuedStep> chosen, IReadOnlyList<QueuedStep> waiting, int limit)
    {
        var kind = chosen[0].Kind;
        var open = new HashSet<Session>();
        foreach (var step in chosen)
        {
            open.Add(step.Session);
        }

        foreach (var step in waiting)
        {
            if (step.Kind != kind)
            {
                open.Remove(step.Session);
            }
            else if (chosen.Count < limit && open.Contains(step.Session) && !chosen.Contains(step))
            {
                chosen.Add(step);
            }
        }
    }

    /// <summary>The first waiting step of a session, with the urgency it inherits from those behind it.</summary>
    private readonly record struct Candidate(QueuedStep First, bool Speculative, long Deadline, int Order)
        : IComparable<Candidate>
    {
        public TenantId Tenant => First.Session.Tenant;

        public Candidate PushedBy(QueuedStep behind)
            => (Speculative, behind.Work.Step.Speculative) switch
            {
                (true, false) => this with { Speculative = false, Deadline = behind.Deadline },
                (false, true) => this,
                _ => this with { Deadline = Math.Min(Deadline, behind.Deadline) },
            };

        public int CompareTo(Candidate other)
        {
            var bySpeculation = Speculative.CompareTo(other.Speculative);
            var byDeadline = bySpeculation != 0 ? bySpeculation : Deadline.CompareTo(other.Deadline);
            return byDeadline != 0 ? byDeadline : Order.CompareTo(other.Order);
        }
    }
}
