using MinMo.Abstractions.Engine;
using MinMo.Conversation.Machine;

namespace MinMo.Conversation.Dialogue;

/// <summary>
/// Keeps the lane of a long call short. When the dialogue fills half of it, instructions and last turns are prefilled into
/// the call's spare lane in the background, and at a turn boundary the spare lane takes the dialogue lane's place. Where
/// there is no spare lane, or the dialogue grows faster, the history is cut before the next reply instead.
/// </summary>
/// <param name="state">The call.</param>
/// <param name="goOn">Called when the lane can be used again.</param>
internal sealed class LaneRenewal(CallState state, Action goOn)
{
    /// <summary>Nobody waits for it: it runs where nothing more urgent does, and is done long before the lane is full.</summary>
    private static readonly TimeSpan Background = TimeSpan.FromSeconds(10);

    private readonly CallContext _context = state.Context;
    private Renewal? _renewal;

    private LaneLedger Lane => state.Lane;

    /// <summary>Between two replies: begins, finishes or gives up.</summary>
    public void Consider()
    {
        if (_context.Place is not { } place || Lane.Busy || Lane.Swapping || state.Reply is not null)
        {
            return;
        }

        if (_renewal is { } begun && begun.Resets != Lane.Resets)
        {
            _renewal = null;
        }

        if (_renewal is { End: { } end } ready)
        {
            Swap(place, ready, end);
        }
        else if (Lane.Base.Tokens > place.Engine.LaneLength * 3 / 4)
        {
            Lane.Compact(state.Dialogue, place.Engine.LaneLength);
        }
        else if (_renewal is null && place.Engine.SparesLane && Lane.Base.Tokens > place.Engine.LaneLength / 2)
        {
            Begin(place);
        }
    }

    private void Begin(Admission.Granted place)
    {
        int entries = Lane.Entries;
        int first = Lane.FirstKept(state.Dialogue, entries, place.Engine.LaneLength);
        var segments = LaneLedger.Rewritten(state.Dialogue, first..entries, _context.Settings.Instructions);
        if (segments.Length == 0)
        {
            return;
        }

        var renewal = new Renewal(Lane.Resets, first, entries);
        _renewal = renewal;
        _context.Run(new ForkStep(place.Session, Background, Lane.Handle, default), forked =>
        {
            renewal.Spare = ((ForkResult)forked).Lane;
            var append = new AppendStep(place.Session, Background, Speculative: false, renewal.Spare, default, segments);
            _context.Run(append, appended =>
            {
                renewal.End = ((AppendResult)appended).End;
                Consider();
            });
        });
    }

    // The dialogue lanes of all calls lie side by side in the cache, so the short history is copied into this one's place.
    private void Swap(Admission.Granted place, Renewal ready, LanePosition end)
    {
        _renewal = null;
        Lane.Swapping = true;
        _context.Run(new ForkStep(place.Session, TimeSpan.FromMilliseconds(100), ready.Spare, end), forked =>
        {
            var lane = ((ForkResult)forked).Lane;
            if (ready.Resets == Lane.Resets)
            {
                Lane.Replace(lane, end, ready.First, ready.Entries);
            }
            else
            {
                Lane.Open(lane);
            }

            goOn();
        });
    }

    /// <summary>A shorter history on its way.</summary>
    private sealed class Renewal(int resets, int first, int entries)
    {
        /// <summary>It is void when the lane was given up since.</summary>
        public int Resets { get; } = resets;

        /// <summary>The first entry in it.</summary>
        public int First { get; } = first;

        /// <summary>The number of entries up to its last one.</summary>
        public int Entries { get; } = entries;

        public LaneHandle Spare { get; set; }

        /// <summary>Its end, once it is complete.</summary>
        public LanePosition? End { get; set; }
    }
}
